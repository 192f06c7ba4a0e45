using System.ComponentModel;
using System.Diagnostics;

namespace AudioRooms.Audio.Tests;

/// <summary>The programs of Debian's opus-tools, which check files that this code writes.</summary>
internal static class OpusTools
{
    /// <summary>Runs a program and returns its output; fails the test if the program fails.</summary>
    public static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
            process.WaitForExit();
            process.ExitCode.ShouldBe(0, output);
            return output;
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException(
                $"This test needs the program {program}: install the Debian package opus-tools.", missing);
        }
    }

    /// <summary>Runs opusinfo on a file, which must have no warning.</summary>
    public static string InspectClean(string path)
    {
        var report = Run("opusinfo", path);
        report.ShouldNotContain("WARNING", Case.Insensitive, report);
        report.ShouldNotContain("error", Case.Insensitive, report);
        report.ShouldContain("Logical stream 1 ended");
        return report;
    }
}
