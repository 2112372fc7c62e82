package io.github.attention4j.exercises.command;

/** What {@code grade --help} prints. */
final class Help {

  private Help() {}

  static final String GRADE =
      """
      Grades the exercises. Without options: your own answers, in exercises/.

      usage: grade [LESSON...] [OPTION...]

        LESSON             number of a lesson, such as 04; all of them if none is given
        --experiment       grade the experiment's model instead, on data that it has not seen
        --hints LEVEL      hints to what failed: 1 a nudge, 2 the way, 3 all but the code
        --solution         grade the reference answers instead of yours
        --class NAME       grade this class instead; takes exactly one LESSON
        --submission PATH  grade what was handed in: a folder with Java files, however deep (a
                           clone, the exercises folder, single files), one Java file, a zip of
                           these, or compiled classes in a folder or a jar. What is not in it is
                           missing: nothing of this checkout's own answers is graded for it
        --all FOLDER       grade a course: FOLDER has a folder or a file for each student, or files
                           as Canvas and Moodle name them. Writes grades.csv, summary.txt and a
                           page for each student. What is finished is kept: after an interrupt, or
                           when more is handed in, the same command grades the rest
        --out FOLDER       where the results of --all go; FOLDER-grades beside it if not given
        --jobs N           how many to grade at a time with --all; the machine's cores if not given
        --html FILE        write the grades as a page that opens by a double click
        --json FILE        write the grades as Gradescope's results.json
        --xml FOLDER       write the grades as JUnit's XML
        --classroom FILE   append the grades as step outputs for GitHub Classroom's reporter
        --cells FILE       execute the notebook that was handed in, in the Java kernel, and write a
                           table of its cells: how each went, its score and max_score
        --sandbox          Linux: keep the answer from network, files and other processes, by
                           bubblewrap or else unshare. For code of people you do not know
        --audit            grade nothing: report how the graders themselves were tried (points,
                           hints, wrong answers known, mutants of the reference answer noticed)
        --help             print this

      An answer runs in a JVM of its own, with limits of time, memory and output. Without
      --sandbox files and network are open to it all the same. exercises/README.md says what
      holds, and which container to use where there is no sandbox.

      exit code: 0 all points, 1 some points are missing, 2 the command is wrong,
                 3 the grader itself failed
      """;
}
