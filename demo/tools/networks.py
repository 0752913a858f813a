"""The small networks and their way to .tflite."""

import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

from data import INPUT
from objects import CLASSES

BATCH = 32


def plain(widths):
    """3x3 convolutions, each halving the picture; then the mean over the map, then one score a class."""
    x = picture = layers.Input((INPUT, INPUT, 3))
    for width in widths:
        x = layers.Conv2D(width, 3, 2, "same", use_bias=False)(x)
        x = layers.ReLU()(layers.BatchNormalization(momentum=0.9)(x))
    x = layers.GlobalAveragePooling2D()(x)
    return tf.keras.Model(picture, layers.Dense(len(CLASSES), activation="softmax")(x))


def a_trous(trained):
    """The network `trained`, made by plain(), evaluated at every pixel instead of every second, fourth, eighth one:
    no strides, dilated kernels, the same weights, about the same answers, many times the work."""
    x = picture = layers.Input((INPUT, INPUT, 3))
    convolutions = [layer for layer in trained.layers if isinstance(layer, layers.Conv2D)]
    norms = [layer for layer in trained.layers if isinstance(layer, layers.BatchNormalization)]
    for depth, (convolution, norm) in enumerate(zip(convolutions, norms)):
        dense = layers.Conv2D(convolution.filters, 3, 1, "same", dilation_rate=2 ** depth, activation="relu")
        x = dense(x)
        dense.set_weights(folded(convolution, norm))
    scores = trained.layers[-1]
    return tf.keras.Model(picture, scores(layers.GlobalAveragePooling2D()(x)))


def folded(convolution, norm):
    """Kernel and bias of the convolution with the batch normalization after it worked in."""
    (kernel,) = convolution.get_weights()
    gamma, beta, mean, variance = norm.get_weights()
    gain = gamma / np.sqrt(variance + norm.epsilon)
    return [kernel * gain, beta - mean * gain]


def fit(model, images, classes, epochs, augment, to_input, rate=2e-3, seed=0, until=None):
    """Trains in place; stops early when until(model) is true after an epoch."""
    rng = np.random.default_rng(seed)
    steps = epochs * -(-len(images) // BATCH)
    schedule = tf.keras.optimizers.schedules.CosineDecay(rate, steps)
    model.compile(tf.keras.optimizers.Adam(schedule), "sparse_categorical_crossentropy", metrics=["accuracy"])
    for epoch in range(epochs):
        shown = np.stack([jitter(rng, image) for image in images]) if augment else images
        order = rng.permutation(len(images))
        log = model.fit(to_input(shown[order]), classes[order], BATCH, verbose=0, shuffle=False)
        print(f"  epoch {epoch + 1}: loss {log.history['loss'][0]:.3f}, accuracy {log.history['accuracy'][0]:.3f}", flush=True)
        if until and until(model):
            break


def jitter(rng, image):
    """Another look at the same photo: turned by quarters, mirrored, brighter or darker, tinted."""
    turned = np.rot90(image, rng.integers(4))
    turned = turned[:, ::-1] if rng.random() < 0.5 else turned
    gain = rng.uniform(0.75, 1.25) * rng.uniform(0.93, 1.07, 3)
    return np.uint8(np.clip(turned * gain, 0, 255))


def convert(model, sample, number_type):
    """.tflite bytes. `number_type` is float32, uint8 or int8 (input, output and all between), or int16: float32 outside,
    16-bit activations with 8-bit weights inside. `sample` are network inputs that set the quantization ranges."""
    converter = tf.lite.TFLiteConverter.from_keras_model(model)
    if number_type != "float32":
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
        converter.representative_dataset = lambda: ([image[None]] for image in sample)
    if number_type == "int16":
        kind = tf.lite.OpsSet.EXPERIMENTAL_TFLITE_BUILTINS_ACTIVATIONS_INT16_WEIGHTS_INT8
        converter.target_spec.supported_ops = [kind]
    elif number_type != "float32":
        converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
        converter.inference_input_type = converter.inference_output_type = tf.dtypes.as_dtype(number_type)
    return converter.convert()
