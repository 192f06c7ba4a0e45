using AudioRooms.Audio;
using AudioRooms.Audio.Opus;
using AudioRooms.Client;
using AudioRooms.LoadTester.Measures;
using AudioRooms.LoadTester.People;
using AudioRooms.Wire.V1;

namespace AudioRooms.LoadTester.Lean;

/// <summary>A speaker through the lean client, who speaks when a <see cref="SpeakerClock"/> calls.</summary>
internal sealed class LeanSpeaker : ISimulatedSpeaker
{
    private readonly LeanPerson person;
    private readonly SpeakerClock clock;
    private readonly MeasuredWindow window;
    private IEnumerator<SpokenFrame>? frames;
    private ushort sequence;
    private long due;
    private long unsent;

    public LeanSpeaker(
        LeanNetwork network,
        string roomId,
        Func<CancellationToken, ValueTask<string?>> token,
        SpeakerClock clock,
        MeasuredWindow window)
    {
        this.clock = clock;
        this.window = window;
        person = new LeanPerson(network, network.OwnPlace(), roomId, token, ear: null)
        {
            Latency = LatencyClass.Interactive,
            OnRejoined = TakeStageAgain,
        };
    }

    public string RoomId => person.RoomId;

    public long Due => Interlocked.Read(ref due);

    public long Unsent => Interlocked.Read(ref unsent);

    public long Reconnects => person.Reconnects;

    public async Task StartAsync(IEnumerable<SpokenFrame> said, CancellationToken cancellation)
    {
        await person.JoinAsync(cancellation).ConfigureAwait(false);
        if (await person.CommandAsync(
            new ClientMessage { TakeStage = new TakeStage() }, cancellation).ConfigureAwait(false) is { } refusal)
        {
            throw new LoadTestException(refusal.Code, $"A speaker could not take the stage: {refusal.Message}");
        }

        frames = said.GetEnumerator();
        clock.Add(this);
    }

    /// <summary>Sends the packet of a slot.</summary>
    /// <param name="slot">Number of the 20 ms slot; the media clock advances through silence.</param>
    /// <param name="dueMicros">When the slot was due.</param>
    public void Speak(long slot, ulong dueMicros)
    {
        if (frames is null || !frames.MoveNext() || frames.Current is not { Opus.IsEmpty: false } frame)
        {
            return;
        }

        if (window.Holds(dueMicros))
        {
            Interlocked.Increment(ref due);
        }

        Span<byte> message = stackalloc byte[ClientMessages.AudioHeadBytesMax + LivePacketRules.MaxPacketBytes + 16];
        var size = ClientMessages.WriteAudio(
            message, sequence, unchecked((uint)(slot * AudioFormat.FrameSamples)), frame.Level, frame.Opus.Span, dueMicros);
        unchecked
        {
            // Counts up even if the packet is not sent, because a missing number means loss.
            sequence++;
        }

        if (!person.TrySend(message[..size]))
        {
            Interlocked.Increment(ref unsent);
        }
    }

    public async ValueTask DisposeAsync()
    {
        clock.Remove(this);
        await person.DisposeAsync().ConfigureAwait(false);
        frames?.Dispose();
    }

    /// <summary>Takes the stage again if the server gave the place away while the connection was lost.</summary>
    private void TakeStageAgain(Joined joined)
    {
        if (!joined.Room.Stage.Any(member => member.Person.UserId == joined.UserId))
        {
            person.TrySend(new ClientMessage { TakeStage = new TakeStage() });
        }
    }
}
