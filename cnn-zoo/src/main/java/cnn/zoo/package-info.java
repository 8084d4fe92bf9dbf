/**
 * Ready networks, each a block with the layers of its publication: {@code - resnet-cifar: {depth: 20}} is a whole network in
 * one line of a pipeline, {@code new ResNetCifar(20, 10)} in Java. Their published counts of parameters are tests.
 */
@NullMarked
package cnn.zoo;

import org.jspecify.annotations.NullMarked;
