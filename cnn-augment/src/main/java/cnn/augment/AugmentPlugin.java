package cnn.augment;

import cnn.api.Plugin;
import cnn.augment.colour.AutoContrast;
import cnn.augment.colour.Brightness;
import cnn.augment.colour.Clahe;
import cnn.augment.colour.Contrast;
import cnn.augment.colour.Equalize;
import cnn.augment.colour.Gamma;
import cnn.augment.colour.Greyscale;
import cnn.augment.colour.Hue;
import cnn.augment.colour.Invert;
import cnn.augment.colour.Posterize;
import cnn.augment.colour.Saturation;
import cnn.augment.colour.Shade;
import cnn.augment.colour.Solarize;
import cnn.augment.colour.Tone;
import cnn.augment.drawing.Gaps;
import cnn.augment.drawing.Stroke;
import cnn.augment.geometry.Affine;
import cnn.augment.geometry.Crop;
import cnn.augment.geometry.Elastic;
import cnn.augment.geometry.Flip;
import cnn.augment.geometry.Mirror;
import cnn.augment.geometry.Pad;
import cnn.augment.geometry.Perspective;
import cnn.augment.geometry.ResizedCrop;
import cnn.augment.geometry.Rotate;
import cnn.augment.geometry.Scale;
import cnn.augment.geometry.Shear;
import cnn.augment.geometry.Shift;
import cnn.augment.mix.CutMix;
import cnn.augment.mix.MixUp;
import cnn.augment.occlusion.Cutout;
import cnn.augment.occlusion.Erase;
import cnn.augment.policy.AugMix;
import cnn.augment.policy.Chain;
import cnn.augment.policy.RandAugment;
import cnn.augment.policy.Sometimes;
import cnn.augment.policy.TrivialAugment;
import cnn.augment.quality.Blur;
import cnn.augment.quality.Jpeg;
import cnn.augment.quality.Noise;
import cnn.augment.quality.Sharpen;
import java.util.List;

/** The augmenters of this module, room by room. */
public final class AugmentPlugin implements Plugin {
    /** For {@link java.util.ServiceLoader}. */
    public AugmentPlugin() {
    }

    @Override
    public List<Class<? extends Record>> components() {
        return List.of(Flip.class, Mirror.class, Crop.class, ResizedCrop.class, Pad.class, Affine.class, Rotate.class,
                Shift.class, Scale.class, Shear.class, Perspective.class, Elastic.class, Brightness.class,
                Contrast.class, Saturation.class, Hue.class, Gamma.class, AutoContrast.class, Equalize.class,
                Clahe.class, Posterize.class, Solarize.class, Invert.class, Greyscale.class, Tone.class, Shade.class,
                Blur.class, Sharpen.class, Noise.class, Jpeg.class, Erase.class, Cutout.class, Stroke.class,
                Gaps.class, Chain.class, Sometimes.class, RandAugment.class, TrivialAugment.class, AugMix.class,
                MixUp.class, CutMix.class);
    }
}
