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

  /**
   * How many pixels of the image make one point of the page, along each axis: 2 for drawings that
   * stay sharp on dense screens.
   */
  default int pixelsPerPoint() {
    return 1;
  }

  /** Describes it in one line: what it is, its title, its extent. */
  String description();
}
