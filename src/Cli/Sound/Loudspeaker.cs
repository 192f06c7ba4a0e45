using System.Runtime.InteropServices;
using AudioRooms.Audio;
using AudioRooms.Audio.Pcm;
using AudioRooms.Client;

namespace AudioRooms.Cli.Sound;

/// <summary>How playing a room ended.</summary>
/// <param name="PlayerEnded">True if the player program ended before it was told to: nobody hears anything.</param>
/// <param name="Lost">Packets that did not arrive in time.</param>
/// <param name="Unproven">If <paramref name="PlayerEnded"/>, the packets of the first seconds, which may not have been heard;
/// otherwise empty.</param>
internal sealed record PlayedRoom(bool PlayerEnded, long Lost, IReadOnlyList<HeardPacket> Unproven);

/// <summary>
/// Plays a room in real time: one loop puts packets into the jitter buffers, one gives the player 20 ms every 20 ms.
/// </summary>
internal static class Loudspeaker
{
    /// <summary>A player that runs for this long has a sound card. The packets of this time are kept in case the player ends
    /// before.</summary>
    private static readonly TimeSpan ProofOfLife = TimeSpan.FromSeconds(10);

    /// <summary>Plays until it is told to stop, the room is over, or the player has ended.</summary>
    /// <param name="context">The clock and the terminal.</param>
    /// <param name="connection">The connection with the room.</param>
    /// <param name="player">Takes the sound.</param>
    /// <param name="stop">Stops playing.</param>
    /// <param name="plays">Chooses the packets to play; null for all.</param>
    /// <param name="showsLevels">True to draw the level meter on the terminal.</param>
    public static async Task<PlayedRoom> PlayAsync(
        CliContext context,
        RoomConnection connection,
        Stream player,
        CancellationToken stop,
        Func<HeardPacket, bool>? plays = null,
        bool showsLevels = true)
    {
        using var playout = new RoomPlayout(time: context.Time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var startedAt = context.Time.GetTimestamp();
        var unproven = new List<HeardPacket>();
        var rendering = RenderAsync(context, connection, playout, player, over);
        var meter = new LevelMeter(context);
        try
        {
            await foreach (var packet in connection.Packets.ReadAllAsync(over.Token).ConfigureAwait(false))
            {
                if (showsLevels)
                {
                    meter.Show(packet);
                }

                if (plays?.Invoke(packet) == false)
                {
                    continue;
                }

                playout.Insert(packet);
                if (context.Time.GetElapsedTime(startedAt) < ProofOfLife)
                {
                    unproven.Add(packet);
                }
                else if (unproven.Count > 0)
                {
                    unproven = [];
                }
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // Playing was stopped, or the player has ended.
        }

        meter.End();
        await over.CancelAsync().ConfigureAwait(false);
        var hasEnded = await rendering.ConfigureAwait(false);
        return new PlayedRoom(hasEnded, playout.Lost, hasEnded ? unproven : []);
    }

    /// <summary>True if the player has ended by itself.</summary>
    private static async Task<bool> RenderAsync(
        CliContext context, RoomConnection connection, RoomPlayout playout, Stream player, CancellationTokenSource over)
    {
        var pcm = new float[AudioFormat.FrameSamples];
        var samples = new short[AudioFormat.FrameSamples];
        long reported = 0;
        long lost = 0;
        using var clock = new PeriodicTimer(AudioFormat.FrameDuration, context.Time);
        var start = context.Time.GetTimestamp();
        var frames = 0L;
        try
        {
            while (await clock.WaitForNextTickAsync(over.Token).ConfigureAwait(false))
            {
                playout.Latency = connection.ServedLatency;

                // A late tick also writes the frames of the ticks that it missed, because the sound card's clock does not wait.
                for (; frames * AudioFormat.FrameDuration <= context.Time.GetElapsedTime(start); frames++)
                {
                    playout.Read(pcm);
                    PcmConvert.ToInt16(pcm, samples);
                    await player.WriteAsync(MemoryMarshal.AsBytes(samples.AsSpan()).ToArray(), over.Token).ConfigureAwait(false);
                }

                await player.FlushAsync(over.Token).ConfigureAwait(false);
                connection.ReportConcealed((int)(playout.Concealed - reported), (int)(playout.Lost - lost));
                (reported, lost) = (playout.Concealed, playout.Lost);
                connection.ReportPlayed(playout.TakePlayed());
            }
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (IOException)
        {
            await over.CancelAsync().ConfigureAwait(false);
            return true;
        }

        return false;
    }
}
