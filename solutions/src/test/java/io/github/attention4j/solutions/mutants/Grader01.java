package io.github.attention4j.solutions.mutants;

import io.github.attention4j.exercises.lesson01.SoftDictionaryGrader;
import io.github.attention4j.exercises.lesson02.DotProductGrader;
import io.github.attention4j.exercises.lesson03.AdditiveGrader;
import io.github.attention4j.exercises.lesson04.ScaledDotProductGrader;
import io.github.attention4j.exercises.lesson05.SelfAttentionGrader;
import io.github.attention4j.exercises.lesson06.MultiHeadGrader;
import io.github.attention4j.exercises.lesson07.CrossAttentionGrader;
import io.github.attention4j.exercises.lesson08.ChannelAttentionGrader;
import io.github.attention4j.exercises.lesson09.SpatialAttentionGrader;
import io.github.attention4j.exercises.lesson10.CbamGrader;
import io.github.attention4j.exercises.lesson11.FeatureMapAttentionGrader;
import io.github.attention4j.exercises.lesson12.ShowAttendTellGrader;
import io.github.attention4j.exercises.lesson13.VisionTransformerGrader;
import io.github.attention4j.exercises.lesson14.SequenceToSequenceGrader;
import io.github.attention4j.exercises.lesson15.TextAndPictureGrader;
import io.github.attention4j.exercises.lesson16.AttentionCostGrader;
import io.github.attention4j.exercises.lesson17.ExplanationsGrader;
import org.junit.jupiter.api.extension.ExtendWith;

// The graders as plain JUnit tests of the reference answers, one test a check: what mutation
// testing runs against each mutant. The build leaves them out by their names: RightAnswersTest says
// the same. They stand side by side in one file, since PIT passes over nested classes.

@ExtendWith(ReferenceAnswer.class)
class Grader01 extends SoftDictionaryGrader {}

@ExtendWith(ReferenceAnswer.class)
class Grader02 extends DotProductGrader {}

@ExtendWith(ReferenceAnswer.class)
class Grader03 extends AdditiveGrader {}

@ExtendWith(ReferenceAnswer.class)
class Grader04 extends ScaledDotProductGrader {}

@ExtendWith(ReferenceAnswer.class)
class Grader05 extends SelfAttentionGrader {}

@ExtendWith(ReferenceAnswer.class)
class Grader06 extends MultiHeadGrader {}

@ExtendWith(ReferenceAnswer.class)
class Grader07 extends CrossAttentionGrader {}

@ExtendWith(ReferenceAnswer.class)
class Grader08 extends ChannelAttentionGrader {}

@ExtendWith(ReferenceAnswer.class)
class Grader09 extends SpatialAttentionGrader {}

@ExtendWith(ReferenceAnswer.class)
class Grader10 extends CbamGrader {}

@ExtendWith(ReferenceAnswer.class)
class Grader11 extends FeatureMapAttentionGrader {}

@ExtendWith(ReferenceAnswer.class)
class Grader12 extends ShowAttendTellGrader {}

@ExtendWith(ReferenceAnswer.class)
class Grader13 extends VisionTransformerGrader {}

@ExtendWith(ReferenceAnswer.class)
class Grader14 extends SequenceToSequenceGrader {}

@ExtendWith(ReferenceAnswer.class)
class Grader15 extends TextAndPictureGrader {}

@ExtendWith(ReferenceAnswer.class)
class Grader16 extends AttentionCostGrader {}

@ExtendWith(ReferenceAnswer.class)
class Grader17 extends ExplanationsGrader {}
