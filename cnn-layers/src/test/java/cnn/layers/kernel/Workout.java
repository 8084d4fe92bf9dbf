package cnn.layers.kernel;

import cnn.api.kernel.Kernels;
import cnn.api.kernel.KernelsProvider;
import java.util.ServiceLoader;

/** A program that calls every SIMD kernel in many shapes, often enough that a JIT which is told to hurry compiles all of them. */
final class Workout {
    private static final int ROUNDS = 26;
    private static final int EVERY = 13;

    private Workout() {
    }

    public static void main(String[] args) {
        Kernels simd = ServiceLoader.load(KernelsProvider.class).stream()
                .map(ServiceLoader.Provider::get).filter(provider -> provider.id().equals("simd")).findFirst()
                .orElseThrow().create();
        var products = ProductCase.all(false);
        var depthwise = DepthwiseCase.all(false);
        var winograd = WinogradCase.all(false);
        var fewTiles = FewTilesCase.all(false);
        for (int round = 0; round < ROUNDS; round++) {
            // another selection in each round: every shape comes up, and every tile in most rounds
            for (int i = round % EVERY; i < products.size(); i += EVERY) {
                products.get(i).weightedSums(simd.products());
                products.get(i).addOuterProducts(simd.products());
                products.get(i).outerProducts(simd.products());
            }
            for (int i = round % EVERY; i < depthwise.size(); i += EVERY) {
                depthwise.get(i).weightedSums(simd.family(Depthwise.class));
                depthwise.get(i).addProducts(simd.family(Depthwise.class));
            }
            for (int i = round % EVERY; i < fewTiles.size(); i += EVERY) {
                fewTiles.get(i).products(simd.family(Winograd.class));
            }
            for (int i = round % EVERY; i < winograd.size(); i += EVERY) {
                for (WinogradCase.Named method : WinogradCase.Named.values()) {
                    winograd.get(i).run(method, simd.family(Winograd.class));
                }
            }
        }
        System.out.println("done");
    }
}
