/**
 * Ready networks, each a block with the layers of its publication: {@code - resnet-cifar: {depth: 20}} is a whole network in
 * one line of a pipeline, {@code ResNetCifar.of(20)} in Java. Their published counts of parameters and multiply-adds are tests. What several of them
 * are built of is in {@link cnn.zoo.block}.
 */
@NullMarked
package cnn.zoo;

import org.jspecify.annotations.NullMarked;
