package cnn.layers.kernel;

import cnn.api.kernel.Kernels;
import cnn.api.kernel.KernelsProvider;
import java.util.Random;
import java.util.ServiceLoader;

/** A program that calls every SIMD kernel in many shapes, often enough that a JIT which is told to hurry compiles all of them. */
final class Workout {
    private static final int ROUNDS = 26;
    private static final int EVERY = 13;
    private static final int NUMBERS = 400;

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
        var channelwise = ChannelwiseCase.all(false);
        var pools = PoolCase.all(false);
        var rows = RowsCase.all();
        float[] numbers = ProductCase.numbers(new Random(1), NUMBERS, false);
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
            for (int i = round % EVERY; i < channelwise.size(); i += EVERY) {
                for (ChannelwiseCase.Named method : ChannelwiseCase.Named.values()) {
                    channelwise.get(i).run(method, simd.channelwise());
                }
            }
            for (int i = round % EVERY; i < pools.size(); i += EVERY) {
                for (PoolCase.Named method : PoolCase.Named.values()) {
                    pools.get(i).run(method, simd.family(Pools.class));
                }
            }
            for (int i = round % EVERY; i < rows.size(); i += EVERY) {
                rows.get(i).run(simd.family(Rows.class));
            }
            for (FunctionsTests.Kernel function : FunctionsTests.all()) {
                function.apply(simd.functions(), numbers, 0, numbers.clone(), 0, numbers.length - round);
            }
        }
        System.out.println("done");
    }
}
