import dev.firn.job.GlueArguments
import dev.firn.submit.Submitted

/** The script that Glue insists on. Everything else is in the jars. */
object FirnJob {
  def main(args: Array[String]): Unit = Submitted.main(GlueArguments.command(args: _*): _*)
}
