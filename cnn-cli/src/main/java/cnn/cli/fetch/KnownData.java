package cnn.cli.fetch;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A data set that is used everywhere, and where its owners offer it. Lengths and hashes (SHA-256) are those that TensorFlow
 * Datasets publishes; MD5 sums that torchvision and the owners publish are of the same files.
 *
 * @param name by which it is asked for
 * @param title what it is
 * @param images how many there are, to learn from and for the test
 * @param shape height, width and channels
 * @param classCount how many classes there are
 * @param classes their names; empty where the files tell them
 * @param licence under which it may be used
 * @param citation whom to name
 * @param source the id of the data source that reads it
 * @param files what it consists of
 */
public record KnownData(String name, String title, String images, String shape, int classCount, List<String> classes,
        String licence, String citation, String source, List<KnownFile> files) {
    private static final List<String> NONE = List.of();
    private static final String EMNIST = "G. Cohen, S. Afshar, J. Tapson, A. van Schaik: EMNIST: an extension of MNIST to "
            + "handwritten letters. 2017";
    private static final String PUBLIC = "made from NIST Special Database 19, a work of the US government";
    private static final String CIFAR = "A. Krizhevsky: Learning multiple layers of features from tiny images. 2009";
    private static final List<KnownFile> EMNIST_FILES = List.of(new KnownFile("gzip.zip",
            URI.create("https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip"), 561_753_746,
            "fb9bb67e33772a9cc0b895e4ecf36d2cf35be8b709693c3564cea2a019fcda8e"));

    private static final List<KnownData> ALL = List.of(
            new KnownData("mnist", "handwritten digits", "60,000 + 10,000", "28x28 grey", 10, NONE,
                    "CC BY-SA 3.0, as commonly stated",
                    "Y. LeCun, C. Cortes, C. J. C. Burges: The MNIST database of handwritten digits. 1998", "idx",
                    idx("https://ossci-datasets.s3.amazonaws.com/mnist/", 9_912_422,
                            "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609", 28_881,
                            "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c", 1_648_877,
                            "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6", 4_542,
                            "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")),
            new KnownData("fashion-mnist", "clothes and shoes", "60,000 + 10,000", "28x28 grey", 10,
                    List.of("t-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag",
                            "ankle boot"),
                    "MIT",
                    "H. Xiao, K. Rasul, R. Vollgraf: Fashion-MNIST: a novel image dataset for benchmarking machine learning "
                            + "algorithms. 2017",
                    "idx",
                    idx("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/", 26_421_880,
                            "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84", 29_515,
                            "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845", 4_422_102,
                            "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073", 5_148,
                            "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")),
            new KnownData("kmnist", "handwritten Japanese characters", "60,000 + 10,000", "28x28 grey", 10,
                    List.of("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"), "CC BY-SA 4.0",
                    "T. Clanuwat, M. Bober-Irizar, A. Kitamoto, A. Lamb, K. Yamamoto, D. Ha: Deep learning for classical "
                            + "Japanese literature. 2018",
                    "idx",
                    idx("http://codh.rois.ac.jp/kmnist/dataset/kmnist/", 18_165_135,
                            "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4", 29_497,
                            "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17", 3_041_136,
                            "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5", 5_120,
                            "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c")),
            new KnownData("emnist-letters", "handwritten letters, large and small ones together", "124,800 + 20,800",
                    "28x28 grey", 26, letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), PUBLIC, EMNIST, "idx", EMNIST_FILES),
            new KnownData("emnist-digits", "handwritten digits", "240,000 + 40,000", "28x28 grey", 10,
                    letters("0123456789"), PUBLIC, EMNIST, "idx", EMNIST_FILES),
            new KnownData("emnist-balanced", "handwritten digits and letters", "112,800 + 18,800", "28x28 grey", 47,
                    letters("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrt"), PUBLIC, EMNIST, "idx", EMNIST_FILES),
            new KnownData("cifar-10", "photographs of animals and vehicles", "50,000 + 10,000", "32x32 colour", 10,
                    NONE,
                    "none is stated: for research", CIFAR, "cifar",
                    List.of(new KnownFile("cifar-10-binary.tar.gz",
                            URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"), 170_052_171,
                            "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"))),
            new KnownData("cifar-100", "photographs of 100 kinds of things", "50,000 + 10,000", "32x32 colour", 100,
                    NONE,
                    "none is stated: for research", CIFAR, "cifar",
                    List.of(new KnownFile("cifar-100-binary.tar.gz",
                            URI.create("https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz"), 168_513_733,
                            "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec"))),
            new KnownData("svhn", "digits of house numbers in the street", "73,257 + 26,032", "32x32 colour", 10, NONE,
                    "for non-commercial use only",
                    "Y. Netzer, T. Wang, A. Coates, A. Bissacco, B. Wu, A. Y. Ng: Reading digits in natural images with "
                            + "unsupervised feature learning. 2011",
                    "svhn",
                    List.of(file("http://ufldl.stanford.edu/housenumbers/", "train_32x32.mat", 182_040_794,
                            "435e94d69a87fde4fd4d7f3dd208dfc32cb6ae8af2240d066de1df7508d083b8"),
                            file("http://ufldl.stanford.edu/housenumbers/", "test_32x32.mat", 64_275_384,
                                    "cdce80dfb2a2c4c6160906d0bd7c68ec5a99d7ca4831afa54f09182025b6a75b"))));

    public KnownData {
        classes = List.copyOf(classes);
        files = List.copyOf(files);
    }

    private static List<String> letters(String all) {
        return all.chars().mapToObj(Character::toString).toList();
    }

    private static List<KnownFile> idx(String folder, long trainImages, String trainImagesHash, long trainLabels,
            String trainLabelsHash, long testImages, String testImagesHash, long testLabels, String testLabelsHash) {
        return List.of(file(folder, "train-images-idx3-ubyte.gz", trainImages, trainImagesHash),
                file(folder, "train-labels-idx1-ubyte.gz", trainLabels, trainLabelsHash),
                file(folder, "t10k-images-idx3-ubyte.gz", testImages, testImagesHash),
                file(folder, "t10k-labels-idx1-ubyte.gz", testLabels, testLabelsHash));
    }

    private static KnownFile file(String folder, String name, long bytes, String sha256) {
        return new KnownFile(name, URI.create(folder + name), bytes, sha256);
    }

    /** All of them. */
    public static List<KnownData> all() {
        return ALL;
    }

    /** The one of a name. */
    public static Optional<KnownData> named(String name) {
        return ALL.stream().filter(data -> data.name.equals(name)).findFirst();
    }

    /** Bytes of all files together. */
    public long bytes() {
        return files.stream().mapToLong(KnownFile::bytes).sum();
    }

    /** The variant of EMNIST that this is: {@code letters}; empty for other data. */
    public Optional<String> emnistVariant() {
        return name.startsWith("emnist-") ? Optional.of(name.substring("emnist-".length())) : Optional.empty();
    }

    /** With its files at another place: a mirror's folder. */
    public KnownData at(URI folder) {
        return new KnownData(name, title, images, shape, classCount, classes, licence, citation, source,
                files.stream().map(file -> file.at(folder)).toList());
    }
}
