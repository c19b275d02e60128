"""All uses of Manim's internals: whatever an upgrade of Manim may break is in this folder.

Everywhere else, pictures are made of Manim's public mobjects and animations. The Manim internals that this
folder depends on are listed here by module; each has a test of the same name in `tests/stage/manim`:

    settings    `config` and `tempconfig`: which keys there are, and that they are put back afterwards
    text        `Text` breaks lines at `config.pixel_width`, makes a glyph of each character but none of a space, and
                keeps what it set in `config.media_dir`; `manimpango`
    mobjects    arrays and lists of a mobject: `points`, `fill_rgbas`, `stroke_rgbas`, `submobjects`, `updaters`;
                `__getattr__`, which is slow if an attribute is missing
    animation   `suspend_mobject_updating` of an animation, and `mobject.animate(…)` that takes it
    updaters    `Mobject.add_updater`, which tells by an argument's name, `dt`, which updaters take time
    scene       how many frames `Scene.play` and `Wait` make of a run time; `update_to_time`, called before each frame;
                `inspect.signature` of each updater
    renderer    `CairoRenderer`: `camera_class`, `file_writer_class`, `skip_animations`, `num_plays`, and its methods
                `init_scene`, `get_frame`, `add_frame`, `update_frame`
    camera      `MovingCamera`: `frame`, `pixel_array`, `set_pixel_array`, `display_multiple_vectorized_mobjects`
    encoder     `SceneFileWriter`: `output_spec`, `video_encoder`, and the methods that a renderer calls
    observer    `Scene.mobjects` and the camera's `frame_center`, `frame_width` and `frame_height`
    still       `Scene.renderer`, which draws one picture without a play
"""
