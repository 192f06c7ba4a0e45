using AudioRooms.Audio;
using AudioRooms.Client;

namespace AudioRooms.LoadTester.Lean;

/// <summary>One schedule for all speakers of a process. Each speaker has a slot every 20 ms, and the slots are spread over these
/// 20 ms, as the microphones of strangers are. Open-loop: a slot is due at its time, however late earlier ones were.</summary>
internal sealed class SpeakerClock(TimeProvider time, int speakersMax)
{
    /// <summary>A speaker that is later than this skips slots in silence, as a real microphone does, because the server would
    /// refuse a burst.</summary>
    private static readonly TimeSpan LongestCatchUp = TimeSpan.FromMilliseconds(200);

    private readonly Lock gate = new();
    private readonly List<LeanSpeaker> speakers = [];

    public void Add(LeanSpeaker speaker)
    {
        lock (gate)
        {
            speakers.Add(speaker);
        }
    }

    public void Remove(LeanSpeaker speaker)
    {
        lock (gate)
        {
            speakers.Remove(speaker);
        }
    }

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var start = time.GetTimestamp();
        var startMicros = Clock.Micros(time, start);
        try
        {
            for (var slot = 0L; ; slot++)
            {
                var late = time.GetElapsedTime(start) - (slot * AudioFormat.FrameDuration);
                if (late > LongestCatchUp)
                {
                    slot += (long)(late / AudioFormat.FrameDuration);
                }

                for (var i = 0; i < speakersMax; i++)
                {
                    var due = (slot * AudioFormat.FrameDuration) + (AudioFormat.FrameDuration * i / speakersMax);
                    for (var wait = due
                        - time.GetElapsedTime(start); wait > TimeSpan.Zero; wait = due - time.GetElapsedTime(start))
                    {
                        // Timers count in whole milliseconds. Rounded up, a slot is at most one late and never early.
                        await Task.Delay(
                            TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), time, stop).ConfigureAwait(false);
                    }

                    SpeakerAt(i)?.Speak(slot, startMicros + (ulong)due.TotalMicroseconds);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private LeanSpeaker? SpeakerAt(int index)
    {
        lock (gate)
        {
            return index < speakers.Count ? speakers[index] : null;
        }
    }
}
