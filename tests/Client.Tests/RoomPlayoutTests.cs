using AudioRooms.Audio;
using AudioRooms.Audio.Opus;
using AudioRooms.Testing;
using AudioRooms.Wire.V1;

namespace AudioRooms.Client.Tests;

public sealed class RoomPlayoutTests : IDisposable
{
    private readonly ManualTime time = new();
    private readonly RoomPlayout playout;
    private readonly float[] pcm = new float[AudioFormat.FrameSamples];
    private readonly byte[] tone;

    public RoomPlayoutTests()
    {
        playout = new RoomPlayout(time: time);
        using var encoder = new OpusEncoder(new OpusEncoderOptions { UseDtx = false });
        var packet = new byte[LivePacketRules.MaxPacketBytes];
        var bytes = 0;

        // The tenth frame, because the codec needs the first ones to reach full loudness.
        for (var frame = 0; frame < 10; frame++)
        {
            for (var i = 0; i < pcm.Length; i++)
            {
                pcm[i] = 0.2f * MathF.Sin(((frame * pcm.Length) + i) * 2 * MathF.PI * 250 / AudioFormat.SampleRateHz);
            }

            bytes = encoder.Encode(pcm, packet);
        }

        tone = packet[..bytes];
    }

    public void Dispose() => playout.Dispose();

    [Fact]
    public void Read_NobodySpeaks_IsSilence()
    {
        playout.Read(pcm);

        pcm.ShouldAllBe(sample => sample == 0);
    }

    [Fact]
    public void Read_OneVoice_IsHeardAfterTheBuffersDelay()
    {
        var loudness = Play(frames: 50, _ => [1]);

        loudness[0].ShouldBe(0, "the first packets wait for the jitter that may follow");
        loudness[25].ShouldBeGreaterThan(0.05);
    }

    [Fact]
    public void Read_TwoVoices_AreLouderThanOne()
    {
        var one = Play(frames: 50, _ => [1])[40];
        time.Advance(TimeSpan.FromSeconds(5));

        var two = Play(frames: 50, _ => [2, 3])[40];

        two.ShouldBeGreaterThan(one * 1.5);
    }

    [Fact]
    public void Read_PacketsMissing_CountsWhatTheEarHadToDoWithout()
    {
        Play(frames: 50, frame => frame is >= 20 and < 23 ? [] : [1]);

        playout.Concealed.ShouldBeInRange(2, 5);
    }

    [Fact]
    public void TakePlayed_OfTwoVoices_TellsEachSinceTheLastTime()
    {
        Play(frames: 50, frame => frame is >= 20 and < 23 ? [1] : [1, 2]);

        var taken = playout.TakePlayed().OrderBy(voice => voice.Source).ToList();

        taken.Select(voice => voice.Source).ShouldBe([1u, 2u]);
        taken[0].Played.ShouldBeInRange(40, 50);
        taken[0].Concealed.ShouldBe(0);
        taken[1].Concealed.ShouldBeInRange(2, 5);
        playout.TakePlayed().ShouldBeEmpty();
    }

    [Fact]
    public void Read_SpeakerGoneForLong_IsForgottenAndMayComeBack()
    {
        Play(frames: 50, _ => [1]);
        time.Advance(TimeSpan.FromMinutes(1));
        playout.Read(pcm);

        Play(frames: 50, _ => [1])[40].ShouldBeGreaterThan(0.05);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(20)]
    public void Read_TimestampStoodStillWhileMuted_IsHeardAgainAndNothingIsLost(int mutedSeconds)
    {
        Play(frames: 50, _ => [1]);
        Play(frames: mutedSeconds * AudioFormat.FramesPerSecond, _ => []);

        var loudness = Play(frames: 100, _ => [1], first: 50);

        loudness.Skip(25).ShouldAllBe(loud => loud > 0.05);
        playout.Lost.ShouldBe(0);
    }

    [Fact]
    public void Read_BundlesOfASecond_AreHeardWithoutABreakOnceASecondWaits()
    {
        playout.Latency = LatencyClass.Broadcast;
        var loudness = PlayBundles(seconds: 8);

        loudness[..50].ShouldAllBe(loud => loud == 0, "a second waits");
        loudness[150..].ShouldAllBe(loud => loud > 0.05);
        playout.Concealed.ShouldBe(0);
    }

    [Fact]
    public void Read_BundlesOfASecondInTheOtherClasses_Break() =>
        PlayBundles(seconds: 8).Skip(150).ShouldContain(loud => loud < 0.01);

    [Fact]
    public void Latency_BackFromBroadcast_TheDelayShrinksWithoutABreak()
    {
        playout.Latency = LatencyClass.Broadcast;
        PlayBundles(seconds: 4);

        playout.Latency = LatencyClass.Interactive;
        var loudness = Play(frames: 1_000, _ => [1], first: 200);

        loudness.Skip(20).ShouldAllBe(loud => loud > 0.05);
        playout.Concealed.ShouldBeLessThanOrEqualTo(2);
        playout.BufferedPackets.ShouldBeLessThan(10);
    }

    // Delivers fifty packets at the end of every second.
    private List<double> PlayBundles(int seconds)
    {
        var loudness = new List<double>();
        for (var second = 0; second < seconds; second++)
        {
            for (var frame = 0; frame < AudioFormat.FramesPerSecond; frame++)
            {
                playout.Read(pcm);
                loudness.Add(Math.Sqrt(pcm.Average(sample => (double)sample * sample)));
                time.Advance(AudioFormat.FrameDuration);
            }

            for (var frame = second * AudioFormat.FramesPerSecond; frame < (second + 1) * AudioFormat.FramesPerSecond; frame++)
            {
                playout.Insert(new HeardPacket(
                    0, null, 1, (ushort)frame, (uint)(frame * AudioFormat.FrameSamples), 20, tone, 0, time.GetTimestamp()));
            }
        }

        return loudness;
    }

    /// <summary>Runs a clock of 20 ms, on which these sources' packets arrive and sound is read.</summary>
    /// <returns>The loudness of every frame.</returns>
    private List<double> Play(int frames, Func<int, uint[]> sourcesOf, int first = 0)
    {
        var loudness = new List<double>();
        for (var frame = 0; frame < frames; frame++)
        {
            foreach (var source in sourcesOf(frame))
            {
                playout.Insert(new HeardPacket(
                    0, null, source, (ushort)(first + frame), (uint)((first + frame) * AudioFormat.FrameSamples), 20, tone, 0,
                    time.GetTimestamp()));
            }

            playout.Read(pcm);
            loudness.Add(Math.Sqrt(pcm.Average(sample => (double)sample * sample)));
            time.Advance(AudioFormat.FrameDuration);
        }

        return loudness;
    }
}
