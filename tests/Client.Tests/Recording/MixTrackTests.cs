using AudioRooms.Audio;
using AudioRooms.Client.Recording;

namespace AudioRooms.Client.Tests.Recording;

public sealed class MixTrackTests
{
    private readonly List<float> written = [];
    private readonly MixTrack mix;

    public MixTrackTests() => mix = new MixTrack(pcm => written.Add(pcm[0]));

    [Fact]
    public void Add_TwoVoicesInOneSlot_SoundTogether()
    {
        mix.Add(1, Tone(0.1f));
        mix.Add(1, Tone(0.2f));

        mix.WriteUntil(3);

        written.Count.ShouldBe(3);
        written[0].ShouldBe(0);
        written[1].ShouldBe(0.3f, 1e-6);
        written[2].ShouldBe(0);
    }

    [Fact]
    public void Add_SlotThatIsWritten_IsCountedAndLeftOut()
    {
        mix.WriteUntil(5);

        mix.Add(4, Tone(0.1f));

        mix.TooLate.ShouldBe(1);
        written.ShouldAllBe(sample => sample == 0);
    }

    [Fact]
    public void Add_FarAhead_WritesWhatIsBeforeItInOrder()
    {
        mix.Add(0, Tone(0.1f));
        mix.Add(1_000, Tone(0.2f));
        mix.WriteUntil(1_001);

        written.Count.ShouldBe(1_001);
        written[0].ShouldBe(0.1f, 1e-6);
        written[1_000].ShouldBe(0.2f, 1e-6);
        written.Count(sample => sample != 0).ShouldBe(2);
    }

    [Fact]
    public void WriteUntil_VoicesTooLoudTogether_AreLimited()
    {
        mix.Add(0, Tone(0.9f));
        mix.Add(0, Tone(0.9f));

        mix.WriteUntil(1);

        written[0].ShouldBeInRange(0.5f, 1f);
    }

    private static float[] Tone(float level)
    {
        var pcm = new float[AudioFormat.FrameSamples];
        Array.Fill(pcm, level);
        return pcm;
    }
}
