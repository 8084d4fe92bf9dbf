/**
 * Where images come from ({@link cnn.api.data.DataSource}, {@link cnn.api.data.DataSet}) and what changes them between
 * epochs ({@link cnn.api.data.Augmenter}).
 */
@NullMarked
package cnn.api.data;

import org.jspecify.annotations.NullMarked;
