using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;

namespace AudioRooms.System.Tests;

/// <summary>
/// Runs the commands of the README and of the tutorial in order, in one shell. A block marked <c>sh</c> is run; a block marked
/// <c>text</c> is the input of the command before it. <c>./run</c> and <c>./audiorooms</c> are the programs built beside these
/// tests, with their own ports and data.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class ReadmeTests : IDisposable
{
    /// <summary>The tour alone takes two minutes.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(12);

    private const string UntilInterrupted = "# until Ctrl-C";

    // The shell functions around the page's lines, and the folder in which they run.
    private const string Prelude = """
        set -eE
        trap 'echo "failed: $BASH_COMMAND" >&2; stop_server' ERR
        server=
        stop_server() {
          # SIGINT is ignored by what a script runs in the background.
          [ -z "$server" ] || { kill -TERM "$server"; wait "$server" || return; server=; }
        }
        start_server() {
          stop_server
          : >run.log
          "$@" >run.log 2>&1 &
          server=$!
          # Ends with the line, or with the server.
          grep -q '^ready ' < <(tail -n +1 -f --pid="$server" run.log || :) || { cat run.log >&2; return 1; }
        }
        interrupted() {
          timeout -s INT 5 "$@" || { local code=$?; [ "$code" = 124 ] || return "$code"; }
        }

        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("audiorooms-readme-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("README.md", "heard.opus me.json")]
    [InlineData("docs/tutorial.md", "show.opus")]
    public async Task Commands_AsWrittenAndInOrder_Succeed(string page, string files)
    {
        var httpPort = FreePair();
        await PrepareAsync(httpPort);
        var script = Path.Combine(folder.FullName, "readme.sh");
        await File.WriteAllTextAsync(script, Script(Page(page)));

        await using var run = ProgramRun.Start(
            "bash",
            ["-c", $"cd {folder.FullName} && exec bash readme.sh"],
            new Dictionary<string, string>
            {
                ["XDG_CONFIG_HOME"] = Path.Combine(folder.FullName, "config"),
                ["AUDIOROOMS_SERVER"] = $"http://127.0.0.1:{httpPort + 1}",
                ["AUDIOROOMS_PASSWORD"] = "correct horse battery",
                ["AUDIOROOMS_TOKEN"] = "",
                ["AUDIOROOMS_OPERATOR_KEY"] = "",
                ["AUDIOROOMS_AS"] = "",
                [ProgramRun.QuickCompilation] = "0",
            });

        (await run.WaitForExitAsync(Limit)).ShouldBe(0, $"{run.Output}\n{run.Errors}\n{await ServerLogAsync()}");
        run.Errors.ShouldNotContain("Exception");
        files.Split(' ').ShouldAllBe(file => new FileInfo(Path.Combine(folder.FullName, file)).Length > 0);
    }

    [Theory]
    [InlineData("README.md", 20)]
    [InlineData("docs/tutorial.md", 15)]
    public void Commands_AllOfThem_AreInBlocksThatAreRun(string page, int atLeast)
    {
        var before = Page(page).TakeWhile(line => line != "## Production").ToList();
        var inside = Blocks(before).Where(block => block.Kind == "sh").SelectMany(block => block.Lines).ToHashSet();

        before.Where(line => line.TrimStart().StartsWith("./", StringComparison.Ordinal) && !inside.Contains(line))
            .ShouldBeEmpty();
        inside.Count.ShouldBeGreaterThan(atLeast);
    }

    private static string[] Page(string path) => File.ReadAllLines(Path.Combine(Checkout.Root, path));

    private static string Script(string[] page)
    {
        var script = new StringBuilder(Prelude);
        var blocks = Blocks(page).ToList();
        for (var index = 0; index < blocks.Count; index++)
        {
            if (blocks[index].Kind != "sh")
            {
                continue;
            }

            var typed = blocks.ElementAtOrDefault(index + 1) is { Kind: "text" } text ? text.Lines : [];
            var lines = blocks[index].Lines;
            foreach (var line in lines)
            {
                script.Append("echo ").Append(Quoted($"+ {line}")).Append('\n');
                script.Append(AsRun(line, line == lines[^1] ? typed : [])).Append('\n');
            }
        }

        return script.Append("stop_server\n").ToString();
    }

    private static string AsRun(string line, List<string> typed)
    {
        if (line.StartsWith("./run", StringComparison.Ordinal))
        {
            return $"start_server {line}";
        }

        if (line.EndsWith(UntilInterrupted, StringComparison.Ordinal))
        {
            return $"interrupted {line}";
        }

        return typed.Count > 0 ? $"printf '%s\\n' {string.Join(' ', typed.Select(Quoted))} | {line}" : line;
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static IEnumerable<(string Kind, List<string> Lines)> Blocks(IEnumerable<string> page)
    {
        (string Kind, List<string> Lines)? open = null;
        foreach (var line in page)
        {
            if (!line.StartsWith("```", StringComparison.Ordinal))
            {
                open?.Lines.Add(line);
            }
            else if (open is { } block)
            {
                yield return block;
                open = null;
            }
            else
            {
                open = (line[3..], []);
            }
        }
    }

    // Everything that the README's lines name, as in a checkout.
    private async Task PrepareAsync(int httpPort)
    {
        foreach (var name in new[] { "demo", "docs", "benchmarks" })
        {
            Directory.CreateSymbolicLink(Path.Combine(folder.FullName, name), Path.Combine(Checkout.Root, name));
        }

        var data = Path.Combine(folder.FullName, "data");
        await WriteProgramAsync(
            "run", $"exec dotnet {Checkout.AssemblyOf("Silo")} --data {data} --http {httpPort} --grpc {httpPort + 1} \"$@\"");
        await WriteProgramAsync("audiorooms", $"AUDIOROOMS_COMMAND=$0 exec dotnet {Checkout.AssemblyOf("Cli")} \"$@\"");
    }

    private async Task WriteProgramAsync(string name, string line)
    {
        var path = Path.Combine(folder.FullName, name);
        await File.WriteAllTextAsync(path, $"#!/usr/bin/env bash\n{line}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private async Task<string> ServerLogAsync()
    {
        var log = Path.Combine(folder.FullName, "run.log");
        return File.Exists(log) ? await File.ReadAllTextAsync(log) : "";
    }

    // The HTTP port is one below the gRPC port, as commands expect that get the gRPC port only.
    private static int FreePair()
    {
        while (true)
        {
            using var first = new TcpListener(IPAddress.Loopback, 0);
            first.Start();
            var port = ((IPEndPoint)first.LocalEndpoint).Port;
            using var second = new TcpListener(IPAddress.Loopback, port + 1);
            try
            {
                second.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken; try another pair.
            }
        }
    }
}
