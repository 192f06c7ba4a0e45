using System.Runtime.Versioning;

namespace AudioRooms.Cli.Tests.Sound;

/// <summary>
/// A system with the programs that a test installs and no others. The programs are scripts that behave like the real ones.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class InstalledPrograms : IDisposable
{
    /// <summary>Script of a program that finds no device.</summary>
    public const string EndsAtOnceWithAnError = "exit 1";

    /// <summary>Script of a program that reads all its input and writes nothing.</summary>
    public const string TakesEverything = "cat >/dev/null";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("audiorooms-programs-");

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>Path of a file that a program may write.</summary>
    public string PathOf(string file) => Path.Combine(folder.FullName, file);

    /// <summary>A command line whose <c>PATH</c> contains these programs only.</summary>
    public CliContext Context(TimeProvider time) => TestContext.Silent with
    {
        Environment = name => name == "PATH" ? folder.FullName : null,
        Time = time,
    };

    /// <summary>Installs a program.</summary>
    /// <param name="name">Name by which it is called.</param>
    /// <param name="script">Lines for <c>/bin/sh</c>.</param>
    public void Install(string name, string script)
    {
        File.WriteAllText(PathOf(name), $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(PathOf(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
