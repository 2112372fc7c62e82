package io.github.attention4j.notebook.display;

import java.awt.image.BufferedImage;

/** Something that can be drawn, and described in words for readers who do not see it. */
public interface Picture {

  /** Draws it. */
  BufferedImage image();

  /** Draws it as one of several side by side; charts then take half of the width. */
  default BufferedImage imageOfSeveral() {
    return image();
  }

  /** Describes it in one line: what it is, its title, its extent. */
  String description();
}
