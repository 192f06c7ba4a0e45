using System.ComponentModel.DataAnnotations;

namespace AudioRooms.Audio.Mixing;

/// <summary>
/// Mixes everybody on a stage into one sound: packets in as they come, one frame of 20 ms out whenever it is asked for, however
/// uneven the network is and however often people come and go. A voice starts, pauses and ends with a ramp, because a step in the
/// sound clicks. A silent voice is neither decoded nor added. A speaker can get the mix without that speaker's voice for one
/// subtraction. Pure: time is a parameter. Allocates only for a speaker not heard before. Not thread-safe.
/// </summary>
public sealed class RoomMixer : IDisposable
{
    private readonly RoomMixerOptions options;
    private readonly List<MixVoice> voices = [];
    private readonly MixBus bus = new();

    /// <summary>Makes a mixer without voices.</summary>
    /// <param name="options">The bounds; they must not change afterwards.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public RoomMixer(RoomMixerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        this.options = options;
    }

    /// <summary>Voices held, silent or not; each has a decoder.</summary>
    public int VoiceCount => voices.Count;

    /// <summary>True if the latest frame has sound.</summary>
    public bool HasSound => bus.VoiceCount > 0;

    /// <summary>True if every further frame is silent until another packet comes.</summary>
    public bool IsQuiet
    {
        get
        {
            foreach (var voice in voices)
            {
                if (!voice.IsIdle && !voice.IsGone)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Takes in a packet.</summary>
    /// <param name="source">Identifies the speaker's stay on stage.</param>
    /// <param name="sequence">Unwrapped sequence number; one more per packet sent.</param>
    /// <param name="timestamp">Media time of the first sample at 48 kHz; wraps at 2^32.</param>
    /// <param name="packet">One Opus frame of 20 ms; copied.</param>
    /// <param name="arrivedAt">Time since any fixed origin, by the clock of <see cref="Mix"/>.</param>
    /// <returns>False if the packet was dropped because there is no place for another voice.</returns>
    public bool Push(uint source, long sequence, uint timestamp, ReadOnlySpan<byte> packet, TimeSpan arrivedAt)
    {
        var voice = Find(source);
        if (voice is null)
        {
            if (voices.Count >= options.MaxVoices && !TryForgetStalest())
            {
                return false;
            }

            voices.Add(voice = new MixVoice(source, options.JitterBuffer));
        }

        voice.Push(sequence, timestamp, packet, arrivedAt);
        return true;
    }

    /// <summary>Removes a speaker who may not be heard any more; the voice fades out within the next frame.</summary>
    /// <param name="source">The speaker; an unknown one is allowed.</param>
    public void Remove(uint source)
    {
        if (Find(source) is { } voice)
        {
            voice.IsLeaving = true;
        }
    }

    /// <summary>Removes every speaker who may not be heard any more, as <see cref="Remove"/> does.</summary>
    /// <param name="mayBeHeard">Called for each voice.</param>
    public void RemoveUnless(Func<uint, bool> mayBeHeard)
    {
        ArgumentNullException.ThrowIfNull(mayBeHeard);
        foreach (var voice in voices)
        {
            voice.IsLeaving |= !mayBeHeard(voice.Source);
        }
    }

    /// <summary>Makes the next 20 ms of all voices, for <see cref="WriteMix"/> and <see cref="WriteMixMinus"/>.</summary>
    /// <param name="now">When these 20 ms are due.</param>
    public void Mix(TimeSpan now)
    {
        bus.Clear();
        for (var index = voices.Count - 1; index >= 0; index--)
        {
            var voice = voices[index];
            if (voice.IsGone || now - voice.HeardAt > options.ForgetAfter)
            {
                voices.RemoveAt(index);
                voice.Dispose();
                continue;
            }

            voice.MakeFrame(now);
            if (!voice.IsSilent)
            {
                bus.Add(voice.Frame);
            }
        }
    }

    /// <summary>True if the latest frame has sound other than this speaker's.</summary>
    /// <param name="source">The speaker whose sound does not count; an unknown one is allowed.</param>
    public bool HasSoundWithout(uint source) => bus.VoiceCount > (FindSounding(source) is null ? 0 : 1);

    /// <summary>Takes the mix of everybody.</summary>
    /// <inheritdoc cref="MixBus.WriteMix"/>
    public void WriteMix(PeakLimiter limiter, Span<float> output) => bus.WriteMix(limiter, output);

    /// <summary>Takes the mix of everybody but one.</summary>
    /// <param name="source">The speaker to leave out; an unknown or silent one changes nothing.</param>
    /// <param name="limiter">The limiter of this output.</param>
    /// <param name="output">Receives 960 samples within ±<see cref="PeakLimiter.Ceiling"/>.</param>
    public void WriteMixMinus(uint source, PeakLimiter limiter, Span<float> output)
    {
        if (FindSounding(source) is { } own)
        {
            bus.WriteMixMinus(own.Frame, limiter, output);
        }
        else
        {
            bus.WriteMix(limiter, output);
        }
    }

    /// <summary>Frees the decoders.</summary>
    public void Dispose()
    {
        foreach (var voice in voices)
        {
            voice.Dispose();
        }

        voices.Clear();
    }

    private MixVoice? Find(uint source)
    {
        foreach (var voice in voices)
        {
            if (voice.Source == source && !voice.IsGone)
            {
                return voice;
            }
        }

        return null;
    }

    private MixVoice? FindSounding(uint source)
    {
        // A speaker who came back within a frame of leaving has two voices, and only the leaving one is in this frame.
        foreach (var voice in voices)
        {
            if (voice.Source == source && !voice.IsSilent)
            {
                return voice;
            }
        }

        return null;
    }

    /// <summary>Makes room by dropping the voice that has been silent for longest.</summary>
    private bool TryForgetStalest()
    {
        MixVoice? stalest = null;
        foreach (var voice in voices)
        {
            if ((voice.IsIdle || voice.IsGone) && (stalest is null || voice.HeardAt < stalest.HeardAt))
            {
                stalest = voice;
            }
        }

        if (stalest is null)
        {
            return false;
        }

        voices.Remove(stalest);
        stalest.Dispose();
        return true;
    }
}
