using System.CommandLine;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using AudioRooms.Audio.Opus;
using AudioRooms.Cli.Sound;
using AudioRooms.Client;
using Spectre.Console;

namespace AudioRooms.Cli.Verbs;

/// <c>doctor</c>: checks what the other verbs need, and says how to repair it.
internal static class DoctorVerb
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(3);

    public static Command Create(CliContext context)
    {
        var verb = new Command("doctor", "Check this machine and the server, and say how to fix problems.");
        verb.SetAction(async (parsed, cancellation) =>
        {
            var access = new ServerAccess(context, parsed);
            var findings = new List<Finding>
            {
                CheckRuntime(),
                CheckCodec(),
                await CheckPlayerAsync(context, cancellation).ConfigureAwait(false),
                CheckCredentials(context, access),
            };
            findings.AddRange(await CheckServerAsync(access, cancellation).ConfigureAwait(false));
            Show(context, access, findings);
            return findings.TrueForAll(finding => finding.Grade != Grade.Broken) ? 0 : 1;
        });
        return verb;
    }

    private static Finding CheckRuntime() =>
        new("runtime", Grade.Good, $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}, "
            + $"{Environment.ProcessorCount} cores");

    private static Finding CheckCodec()
    {
        var codec = OpusCodec.Current;
        return codec.NativeFailure is null
            ? new Finding("codec", Grade.Good, $"{codec}")
            : new Finding("codec", Grade.Optional, $"{codec}", "apt-get install libopus0");
    }

    private static async Task<Finding> CheckPlayerAsync(CliContext context, CancellationToken cancellation)
    {
        var players = await Player.TickAsync(context, cancellation).ConfigureAwait(false);
        if (players.Count == 0)
        {
            return new Finding(
                "player",
                Grade.Optional,
                "none of paplay, aplay, ffplay: listen records to a file instead",
                "apt-get install alsa-utils");
        }

        var working = players.Where(player => player.Fault is null).Select(player => player.Program).ToArray();
        if (working.Length > 0)
        {
            return new Finding("player", Grade.Good, $"{working[0]} played a short sound");
        }

        var faults = string.Join("; ", players.Select(player => $"{player.Program} {player.Fault}"));
        return new Finding(
            "player",
            Grade.Optional,
            $"{faults}. listen records to a file instead",
            "a sound card, or a sound server that this machine can reach");
    }

    private static Finding CheckCredentials(CliContext context, ServerAccess access)
    {
        if (context.Environment("AUDIOROOMS_TOKEN") is { Length: > 0 })
        {
            return new Finding("sign-in", Grade.Good, "AUDIOROOMS_TOKEN is set");
        }

        var path = access.Credentials.Path;
        if (access.Credentials.Find(access.Server, access.Identity) is not { } credential)
        {
            return new Finding(
                "sign-in",
                Grade.Optional,
                $"no account is stored for {access.Server}",
                $"{context.CommandName} signup --handle NAME");
        }

        const UnixFileMode others =
            UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & others) != 0)
        {
            return new Finding("sign-in", Grade.Broken, $"other users can read {path}", $"chmod 600 {path}");
        }

        return credential.ExpiresAt > context.Time.GetUtcNow()
            ? new Finding("sign-in", Grade.Good, $"{credential.Handle} until {credential.ExpiresAt:yyyy-MM-dd HH:mm} UTC")
            : new Finding(
                "sign-in",
                Grade.Optional,
                $"the sign-in of {credential.Handle} has expired",
                $"{context.CommandName} signin --handle {credential.Handle}");
    }

    private static async Task<IEnumerable<Finding>> CheckServerAsync(ServerAccess access, CancellationToken cancellation)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(ConnectLimit);
            using var socket = new TcpClient();
            await socket.ConnectAsync(access.Server.Host, access.Server.Port, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return [new Finding(
                "server",
                Grade.Broken,
                $"nothing listens at {access.Server}",
                "./run --demo starts one; --server URL names another")];
        }

        try
        {
            await using var client = access.SignedIn(mayBeGuest: true);
            var rooms = 0;
            await foreach (var _ in client.Rooms.ListAsync(cancellation).ConfigureAwait(false))
            {
                rooms++;
            }

            return [new Finding("server", Grade.Good, $"{access.Server} answers; {rooms} live rooms")];
        }
        catch (ConnectionLostException e)
        {
            return [new Finding("server", Grade.Broken, e.Message, "is this the gRPC port, and is http:// or https:// right?")];
        }
        catch (Exception e) when (e is RefusedException or CliException)
        {
            var fix = (e as CliException)?.Fix;
            return [new Finding("server", Grade.Optional, $"{access.Server} answers with an error: {e.Message}", fix)];
        }
    }

    private static void Show(CliContext context, ServerAccess access, List<Finding> findings)
    {
        if (access.AsJson)
        {
            JsonOutput.Write(context.Out, findings.Select(finding => new
            {
                finding.Subject,
                Grade = finding.Grade.ToString().ToLowerInvariant(),
                finding.Text,
                finding.Fix,
            }));
            return;
        }

        foreach (var finding in findings)
        {
            var mark = finding.Grade switch { Grade.Good => "ok ", Grade.Optional => "-- ", Grade.Broken => "BAD" };
            context.Out.WriteLine($"{mark} {finding.Subject,-8} {finding.Text}");
            if (finding.Fix is { } fix && finding.Grade != Grade.Good)
            {
                context.Out.WriteLine($"             fix: {fix}");
            }
        }
    }

    private enum Grade
    {
        Good,
        Optional,
        Broken,
    }

    private sealed record Finding(string Subject, Grade Grade, string Text, string? Fix = null);
}
