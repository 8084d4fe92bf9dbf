/**
 * Contract tests: a plug-in's author lists what they wrote, and JUnit tells what is wrong with it and how to mend it.
 *
 * {@snippet :
 * class ScaleTests implements LayerContract {
 *     public List<LayerCase> cases() {
 *         return List.of(
 *                 LayerCase.of(new Scale(2), Shape.image(5, 4, 3)),
 *                 LayerCase.of(new Scale(-1), Shape.vector(7)));
 *     }
 * }
 * }
 *
 * The same goes for {@link cnn.testkit.OptimizerContract}, {@link cnn.testkit.ScheduleContract},
 * {@link cnn.testkit.LossContract}, {@link cnn.testkit.MetricContract}, {@link cnn.testkit.AugmenterContract} and
 * {@link cnn.testkit.DataSourceContract}. For tests with numbers of one's own,
 * {@link cnn.testkit.LayerRun} runs a single layer forward and backward. A layer that uses {@code pass.kernels()} needs
 * cnn-layers, which brings the kernels, on the test path; a data source whose request decodes pictures needs cnn-core.
 */
@NullMarked
package cnn.testkit;

import org.jspecify.annotations.NullMarked;
