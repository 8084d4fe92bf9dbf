/**
 * Picture files become pictures of one shape: decoded and resized once, on all processors, and kept, in memory where they
 * fit ({@link cnn.core.pictures.PictureReader}), else in a cache file that is mapped into memory and found again by later
 * runs ({@link cnn.core.pictures.CacheFolder}). Pictures that files hold as they are needed are mapped where they lie
 * ({@link cnn.core.pictures.StoredPictures}).
 */
@NullMarked
package cnn.core.pictures;

import org.jspecify.annotations.NullMarked;
