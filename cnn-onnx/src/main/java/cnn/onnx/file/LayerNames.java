package cnn.onnx.file;

/** Names of nodes as layers can have them: {@code /layer1/0/conv1/Conv} becomes {@code layer1/0/conv1/Conv}. */
final class LayerNames {
    private static final int MOST = 200;

    private LayerNames() {
    }

    /** Letters, digits, dots, dashes and slashes stay; anything else becomes an underscore. Empty for a name without any. */
    static String of(String name) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < name.length() && letters.length() < MOST; i++) {
            char letter = name.charAt(i);
            boolean stays = letter < 128 && Character.isLetterOrDigit(letter) || letter == '.' || letter == '-'
                    || letter == '/';
            boolean leads = letter == '/' && (letters.isEmpty() || letters.charAt(letters.length() - 1) == '/');
            if (!leads) {
                letters.append(stays ? letter : '_');
            }
        }
        String plain = letters.toString();
        plain = plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
        return plain.equals("input") || plain.equals("outputs") ? plain + "_" : plain;
    }
}
