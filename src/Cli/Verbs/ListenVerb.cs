using System.CommandLine;
using AudioRooms.Cli.Verbs.Rooms;
using AudioRooms.Cli.Sound;
using AudioRooms.Client;
using AudioRooms.Client.Recording;
using AudioRooms.Protocol.Refusals;
using Spectre.Console;

namespace AudioRooms.Cli.Verbs;

/// <c>listen</c>: plays a room through the loudspeaker or records it into files.
internal static class ListenVerb
{
    /// <summary>Exit code of a recording without any sound.</summary>
    private const int NothingHeard = 1;

    /// <summary>Default recording, if the user names no file and no program can play.</summary>
    private const string FallbackFile = "audiorooms.wav";

    private static readonly TimeSpan FlushEvery = TimeSpan.FromMilliseconds(500);

    public static Command Create(CliContext context)
    {
        var room = new Option<string?>(
            "--room") { Description = "Id of the room. Default: the newest live room with somebody on stage." };
        var output = new Option<string?>(
            "--out") { Description = "Record to FILE.wav or FILE.opus (a single voice is written unchanged)." };
        var perSpeaker = new Option<string?>(
            "--per-speaker") { Description = "Record every speaker unchanged to DIR/HANDLE.opus." };
        var seconds = new Option<double?>(
            "--seconds")
            {
                Description = "Stop after this time. Default: when you stop the command or the room ends.",
            }.Within(0.02, 604_800);
        var latency = LatencyOption.Create();
        var mix = new Option<bool>(
            "--mix") { Description = "Hear all voices in one mix from the server: 28 kb/s for any number of speakers." };
        output.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } path
                && Path.GetExtension(path).ToLowerInvariant() is not (".wav" or ".opus"))
            {
                result.AddError($"--out takes a file that ends in .wav or .opus, not \"{path}\".");
            }
        });
        var verb = new Command("listen", "Hear a room: play it, or record it.")
        {
            room, output, perSpeaker, seconds, latency, mix, TransportOption.Transport, TransportOption.Http,
        };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var access = new ServerAccess(context, parsed);
            await using var client = access.SignedIn(mayBeGuest: true);
            var id = parsed.GetValue(room) ?? await NewestRoom.FindAsync(context, client, cancellation).ConfigureAwait(false);
            var options = new RoomConnectionOptions
            {
                Latency = LatencyOption.Parse(parsed.GetRequiredValue(latency)),
                Role = Wire.V1.DeviceRole.Companion,
                Sound = parsed.GetValue(mix) ? Wire.V1.Sound.Mix : Wire.V1.Sound.Forwarded,
            };
            await using var connection = await client.JoinAsync(id, options, cancellation).ConfigureAwait(false);

            var file = parsed.GetValue(output);
            using var player = file is null && parsed.GetValue(perSpeaker) is null
                ? await Player.StartAsync(context, cancellation).ConfigureAwait(false)
                : null;
            if (file is null && parsed.GetValue(perSpeaker) is null && player is null)
            {
                file = FallbackFile;
                context.Terminal.MarkupLineInterpolated(
                    $"[yellow]None of paplay, aplay and ffplay can play sound here: recording to ./{FallbackFile} instead.[/]");
            }

            context.Terminal.MarkupLineInterpolated(
                $"[grey]In \"{connection.Room.Title}\"; on stage: {NewestRoom.StageOf(connection.Room)}. Ctrl-C leaves.[/]");
            RecordingNotice.Show(context);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            if (parsed.GetValue(seconds) is { } stop)
            {
                limit.CancelAfter(TimeSpan.FromSeconds(stop));
            }

            var startedAt = context.Time.GetTimestamp();
            IReadOnlyList<HeardPacket> unheard = [];
            if (player is not null)
            {
                var played = await Loudspeaker.PlayAsync(context, connection, player.Input, limit.Token).ConfigureAwait(false);
                if (!played.PlayerEnded)
                {
                    return await FinishAsync(context, access, connection, played, summary: null, file: null, perSpeaker: null)
                        .ConfigureAwait(false);
                }

                // The recording begins with the packets that the player got but perhaps did not play.
                (file, unheard) = (FallbackFile, played.Unproven);
                context.Terminal.MarkupLineInterpolated(
                    $"[yellow]{player.Name} ended unexpectedly: recording to ./{FallbackFile} instead.[/]");
            }

            using var recorder = new RoomRecorder(
                file, parsed.GetValue(perSpeaker), context.Time, unheard.Count > 0 ? startedAt : context.Time.GetTimestamp());
            foreach (var packet in unheard)
            {
                recorder.Add(packet);
            }

            await RecordAsync(context, connection, recorder, limit.Token).ConfigureAwait(false);
            var summary = recorder.Finish();
            return await FinishAsync(
                context, access, connection, played: null, summary, file, parsed.GetValue(perSpeaker)).ConfigureAwait(false);
        });
        return verb;
    }

    private static async Task RecordAsync(
        CliContext context, RoomConnection connection, RoomRecorder recorder, CancellationToken stop)
    {
        var meter = new LevelMeter(context);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var flushing = FlushAsync(context, recorder, over.Token);
        try
        {
            await foreach (var packet in connection.Packets.ReadAllAsync(stop).ConfigureAwait(false))
            {
                recorder.Add(packet);
                meter.Show(packet);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The time is over, or the user pressed Ctrl-C.
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            await flushing.ConfigureAwait(false);
        }

        meter.End();
    }

    /// <summary>Writes the recording to its files regularly, so that a killed program loses at most the last second.</summary>
    private static async Task FlushAsync(CliContext context, RoomRecorder recorder, CancellationToken stop)
    {
        using var clock = new PeriodicTimer(FlushEvery, context.Time);
        try
        {
            while (await clock.WaitForNextTickAsync(stop).ConfigureAwait(false))
            {
                recorder.Flush();
            }
        }
        catch (OperationCanceledException)
        {
            // The recording is over and closes its files itself.
        }
    }

    private static async Task<int> FinishAsync(
        CliContext context,
        ServerAccess access,
        RoomConnection connection,
        PlayedRoom? played,
        RecordingSummary? summary,
        string? file,
        string? perSpeaker)
    {
        var seen = connection.Statistics;
        var closed = connection.Closed.IsCompleted ? await connection.Closed.ConfigureAwait(false) : null;
        if (closed is null)
        {
            await connection.LeaveAsync().ConfigureAwait(false);
        }
        else if (closed.Code != ClosingCodes.RoomEnded)
        {
            throw new CliException(closed.Code, closed.Message);
        }

        if (access.AsJson)
        {
            JsonOutput.Write(context.Out, new
            {
                Room = connection.RoomId,
                File = file,
                PerSpeaker = perSpeaker,
                Seconds = Math.Round(summary?.Duration.TotalSeconds ?? 0, 3),
                seen.Packets,
                seen.Bundles,
                seen.Missed,
                seen.Reconnects,
                Heard = seen.Packets > 0,
                Lost = summary?.Lost ?? played?.Lost,
                Concealed = summary?.Concealed,
                Speakers = summary?.Speakers,
                Untouched = summary?.Untouched,
                Mixed = connection.Sound == Wire.V1.Sound.Mix,
            });
        }
        else if (summary is null)
        {
            context.Out.WriteLine($"Heard {seen.Packets} packets, {played?.Lost ?? 0} lost, {seen.Reconnects} reconnects.");
        }
        else
        {
            var names = summary.Speakers.Count == 0 ? "Nobody spoke" : $"Heard {string.Join(", ", summary.Speakers)}";
            var how = file is null ? perSpeaker : summary.Untouched ? $"{file} (untouched)" : file;
            context.Out.WriteLine(
                $"{names}: {summary.Duration.TotalSeconds:0.0} s in {how}; {summary.Packets} packets, {summary.Lost} lost, "
                + $"{seen.Reconnects} reconnects.");
        }

        if (summary is null || summary.Packets > 0)
        {
            return 0;
        }

        var show = $"{context.CommandName} room show {connection.RoomId}";
        context.Terminal.MarkupLineInterpolated(
            $"[yellow]Nothing was heard: the recording is silent. {show} shows who is on stage.[/]");
        return NothingHeard;
    }
}
