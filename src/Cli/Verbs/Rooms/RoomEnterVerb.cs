using System.CommandLine;
using AudioRooms.Cli.Sound;
using AudioRooms.Client;
using AudioRooms.Wire.V1;
using Spectre.Console;

namespace AudioRooms.Cli.Verbs.Rooms;

/// <c>room enter</c>: stays in a room, plays it, prints its events and executes the typed orders line by line.
internal static class RoomEnterVerb
{
    public static Command Create(CliContext context)
    {
        var id = RoomVerb.IdArgument();
        var link = new Option<string?>("--link") { Description = "Token of a link into the room.", HelpName = "TOKEN" };
        var mic = new Option<bool>(
            "--mic") { Description = "Send your microphone (parecord, arecord or ffmpeg) while you are on stage." };
        var silent = new Option<bool>("--silent") { Description = "Play no sound; only show what happens." };
        var verb = new Command(
            "enter", "Enter a room: hear it, see what happens, and type commands; help lists them.")
        {
            id, link, mic, silent, TransportOption.Transport, TransportOption.Http,
        };
        return verb.Does(context, async call =>
        {
            using var capture = call.Parsed.GetValue(mic)
                ? await FindMicrophoneAsync(context, call.Cancellation).ConfigureAwait(false)
                : null;
            using var player = call.Parsed.GetValue(silent) || call.Access.AsJson
                ? null
                : await Player.StartAsync(context, call.Cancellation).ConfigureAwait(false);
            var (roomId, token) = (call.Parsed.GetRequiredValue(id), call.Parsed.GetValue(link) ?? "");
            await using var room = await JoinAsync(call, roomId, token, hears: player is not null).ConfigureAwait(false);
            await using var voice = new RoomVoice(context, stop => call.Client.JoinAsync(roomId, RoomVoice.Options(token), stop));
            Welcome(context, call, room, player);
            var prompt = new RoomPrompt(context, call, room, voice);
            if (capture is not null)
            {
                await voice.OpenAsync(capture, prompt.Print, call.Cancellation).ConfigureAwait(false);
            }

            await StayAsync(context, call, room, prompt, voice, player).ConfigureAwait(false);
        });
    }

    private static Task<RoomConnection> JoinAsync(
        VerbCall call, string roomId, string linkToken, bool hears) => call.Client.JoinAsync(
        roomId,
        new RoomConnectionOptions
        {
            Latency = hears ? LatencyClass.Audience : LatencyClass.Economy,
            OnPacket = hears ? null : static (_, _) => { },
            LinkToken = linkToken,
            Role = DeviceRole.Companion,
        },
        call.Cancellation);

    private static async Task<CaptureProgram> FindMicrophoneAsync(CliContext context, CancellationToken cancellation) =>
        await CaptureProgram.StartAsync(context, cancellation).ConfigureAwait(false) ?? throw new CliException(
            "no_microphone",
            "None of parecord, arecord and ffmpeg finds a microphone here.",
            "Install pulseaudio-utils or alsa-utils, or enter without --mic and type: say FILE");

    private static void Welcome(CliContext context, VerbCall call, RoomConnection room, Player? player)
    {
        RecordingNotice.Show(context);
        if (call.Access.AsJson)
        {
            return;
        }

        var sound = player is not null
            ? $"{player.Name} plays the room."
            : call.Parsed.GetValue<bool>("--silent")
            ? "No sound is played, as you asked."
            : $"None of paplay, aplay and ffplay can play sound here, so you hear nothing. {context.CommandName} doctor checks "
                + "the sound.";
        context.Terminal.MarkupLineInterpolated($"[grey]{sound} Type who, say FILE, raise, help, or leave.[/]");
        if (room.Room.InvitedToStage)
        {
            context.Terminal.MarkupLine("[grey]You are invited to the stage: type accept or decline.[/]");
        }
    }

    private static async Task PlayAsync(
        CliContext context, RoomConnection room, RoomPrompt prompt, RoomVoice voice, Player player, CancellationToken over)
    {
        // The caller's own microphone is not played, because it would come back as an echo. A file that the caller speaks is
        // played, because the others hear it too.
        var played = await Loudspeaker.PlayAsync(
            context, room, player.Input, over, packet => !voice.IsOpen || packet.Speaker?.UserId != room.UserId,
            showsLevels: false).ConfigureAwait(false);
        if (played.PlayerEnded)
        {
            prompt.Print($"{player.Name} ended unexpectedly, so you hear nothing more. {context.CommandName} doctor checks the "
                + "sound.");
        }
    }

    private static async Task StepDownAsync(RoomConnection room)
    {
        try
        {
            await room.LeaveStageAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RefusedException or ConnectionLostException)
        {
            // The caller is off stage already, or the server is unreachable, and then the server itself notices that the caller
            // is gone.
        }
    }

    private static async Task StayAsync(
        CliContext context, VerbCall call, RoomConnection room, RoomPrompt prompt, RoomVoice voice, Player? player)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(call.Cancellation);
        var playing = player is null
            ? Task.CompletedTask
            : PlayAsync(context, room, prompt, voice, player, over.Token);
        var reading = prompt.ExecuteAsync(over.Token);
        var telling = RoomNarrator.FollowAsync(context, call.Access.AsJson, call.Client, room, call.Cancellation);
        await Task.WhenAny(reading, telling).ConfigureAwait(false);
        if (!telling.IsCompleted)
        {
            // The input has ended, or the user typed "leave".
            await reading.ConfigureAwait(false);
            await voice.StopAsync().ConfigureAwait(false);
            if (prompt.TookStage)
            {
                await StepDownAsync(room).ConfigureAwait(false);
            }

            await room.LeaveAsync().ConfigureAwait(false);
        }

        // Reading from a terminal cannot be cancelled while nobody types; it ends with the program.
        await over.CancelAsync().ConfigureAwait(false);
        await playing.ConfigureAwait(false);
        await telling.ConfigureAwait(false);
    }
}
