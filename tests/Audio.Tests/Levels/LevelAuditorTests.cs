using System.ComponentModel.DataAnnotations;
using AudioRooms.Audio.Levels;
using AudioRooms.Audio.Opus;
using AudioRooms.Audio.Pcm;

namespace AudioRooms.Audio.Tests.Levels;

public sealed class LevelAuditorTests : IDisposable
{
    private static readonly float[] Voice = CodecTests.Decode(Fixtures.ReadPackets(Fixtures.PathOf("speech/voice-1.opus")));
    private static readonly float[] OtherVoice = CodecTests.Decode(Fixtures.ReadPackets(Fixtures.PathOf("speech/voice-2.opus")));
    private static readonly List<(byte[] Packet, byte Level)> Spoken = Speak(Voice, new OpusEncoderOptions { UseDtx = false });
    private readonly OpusDecoderPool decoders = new();

    public void Dispose() => decoders.Dispose();

    [Theory]
    [InlineData(16_000, true)] // SILK
    [InlineData(24_000, true)] // hybrid
    [InlineData(32_000, false)]
    [InlineData(64_000, false)] // CELT
    public void Judge_HonestClient_IsTrustedAndItsClaimsStand(int bitsPerSecond, bool usesDtx)
    {
        var options = new OpusEncoderOptions { BitrateBitsPerSecond = bitsPerSecond, UseDtx = usesDtx };
        foreach (var voice in new[] { Voice, OtherVoice })
        {
            var spoken = Speak(voice, options).FindAll(frame => frame.Packet.Length > 2);
            for (var seed = 0; seed < 5; seed++)
            {
                using var auditor = Audit(seed);

                var judged = spoken.ConvertAll(frame => auditor.Judge(frame.Level, frame.Packet));

                auditor.IsDistrusted.ShouldBeFalse($"seed {seed}");
                judged.Count(level => level.Check == LevelCheck.Agreed).ShouldBeGreaterThan(spoken.Count / 80, $"seed {seed}");
                judged.Count(level => level.Check == LevelCheck.Differed).ShouldBeLessThanOrEqualTo(2, $"seed {seed}");
                judged.Select(level => level.Level).ShouldBe(spoken.Select(frame => frame.Level), $"seed {seed}");
            }
        }
    }

    [Theory]
    [InlineData("always overload")]
    [InlineData("12 dB louder")]
    [InlineData("never anything")]
    [InlineData("every tenth")]
    public void Judge_ClientThatLies_IsMeasuredFromThenOn(string how)
    {
        var limit = how == "every tenth" ? 3_000 : 300;
        for (var seed = 0; seed < 10; seed++)
        {
            using var auditor = Audit(seed);
            var foundOutAfter = 0;
            for (var index = 0; !auditor.IsDistrusted; index++)
            {
                index.ShouldBeLessThan(limit, $"seed {seed}");
                var (packet, level) = Spoken[index % Spoken.Count];
                auditor.Judge(Lie(how, level, index), packet);
                foundOutAfter = index % Spoken.Count;
            }

            var truth = Spoken.GetRange(foundOutAfter + 1, Math.Min(400, Spoken.Count - foundOutAfter - 1));
            var judged = truth.ConvertAll(frame => (int)auditor.Judge(0, frame.Packet).Level);

            var off = truth.Zip(judged).Where(pair => pair.First.Level < 45).Average(pair => pair.Second - pair.First.Level);
            off.ShouldBe(0, 2, $"seed {seed}");
        }
    }

    [Fact]
    public void Judge_ClaimsNowAndThenTooLoud_DoNotCarryThePacketsBetween()
    {
        var ranking = new ActiveSpeakers<int>(new ActiveSpeakersOptions { MaxActive = 1 });
        using var auditor = Audit(seed: 1);
        var quiet = Speak([.. Voice.Select(sample => sample * 0.25f)], new OpusEncoderOptions { UseDtx = false });
        var now = TimeSpan.Zero;
        var forwarded = 0;

        for (var index = 0; index < Spoken.Count; index++)
        {
            now += AudioFormat.FrameDuration;
            ranking.Report(1, 25, now);
            var claim = index % 20 == 0 ? (byte)0 : quiet[index].Level;
            ranking.Report(2, auditor.Judge(claim, quiet[index].Packet).Level, now);
            forwarded += ranking.IsActive(2) ? 1 : 0;
        }

        forwarded.ShouldBe(0);
    }

    [Fact]
    public void Judge_QuietestOfFourClaimsOverload_IsHeardForSecondsAtMost()
    {
        var ranking = new ActiveSpeakers<int>(new ActiveSpeakersOptions());
        using var auditor = Audit(seed: 2);
        var quiet = Speak([.. Voice.Select(sample => sample * 0.1f)], new OpusEncoderOptions { UseDtx = false });
        var now = TimeSpan.Zero;
        var forwarded = 0;

        for (var index = 0; index < Spoken.Count; index++)
        {
            now += AudioFormat.FrameDuration;
            for (var speaker = 1; speaker <= 3; speaker++)
            {
                ranking.Report(speaker, Spoken[index].Level, now);
            }

            ranking.Report(4, auditor.Judge(0, quiet[index].Packet).Level, now);
            forwarded += ranking.IsActive(4) ? 1 : 0;
        }

        forwarded.ShouldBeLessThan(150);
        ranking.IsActive(4).ShouldBeFalse();
    }

    [Fact]
    public void Judge_DtxPacket_IsSilentWhateverItClaims()
    {
        using var auditor = Audit(seed: 3);

        auditor.Judge(0, [9 << 3]).ShouldBe(new AuditedLevel(AudioLevel.Silence));

        auditor.Decoded.ShouldBe(0);
    }

    [Fact]
    public void Judge_PacketThatTheCodecRefuses_IsSilentAndSaysSo()
    {
        using var auditor = new LevelAuditor(decoders, new LevelAuditorOptions { EarlyGapPacketsMax = 0 }, new Random(4));

        auditor.Judge(10, [(9 << 3) | 1, 1]).ShouldBe(new AuditedLevel(AudioLevel.Silence, LevelCheck.None, IsUndecodable: true));
    }

    [Fact]
    public void Judge_GapsInTheSpeech_DoNotKeepChecksFromEnding()
    {
        using var auditor = new LevelAuditor(decoders, new LevelAuditorOptions { EarlyGapPacketsMax = 0 }, new Random(5));

        // Every second packet is missing, and packets of silence come between the others.
        for (var index = 400; index < 460 && !auditor.IsDistrusted; index += 2)
        {
            auditor.Judge(0, Spoken[index].Packet);
            auditor.Judge(0, [9 << 3]);
        }

        auditor.IsDistrusted.ShouldBeTrue();
    }

    [Fact]
    public void Judge_MinuteOfHonestSpeech_DecodesAboutOnePacketInTen()
    {
        using var auditor = Audit(seed: 6);

        for (var index = 0; index < 3_000; index++)
        {
            auditor.Judge(Spoken[index % Spoken.Count].Level, Spoken[index % Spoken.Count].Packet);
        }

        auditor.Decoded.ShouldBeInRange(240, 420);
    }

    [Fact]
    public void Judge_SteadyState_AllocatesNothing()
    {
        using var auditor = Audit(seed: 7);
        JudgeAll(auditor);
        var before = GC.GetAllocatedBytesForCurrentThread();

        JudgeAll(auditor);

        // The pool's stack allocates a node of 32 bytes when a check returns its decoder, once a second.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(Spoken.Count * 2);

        static void JudgeAll(LevelAuditor auditor)
        {
            foreach (var (packet, level) in Spoken)
            {
                auditor.Judge(level, packet);
            }
        }
    }

    [Fact]
    public void Dispose_DuringACheck_GivesTheDecoderBackForgetful()
    {
        using var first = decoders.Rent();
        decoders.Return(first);
        var auditor = new LevelAuditor(decoders, new LevelAuditorOptions { EarlyGapPacketsMax = 0 }, new Random(8));
        auditor.Judge(10, Spoken[500].Packet);

        auditor.Dispose();

        var again = decoders.Rent();
        again.ShouldBeSameAs(first);
        var pcm = new float[AudioFormat.FrameSamples];
        again.Conceal(pcm);
        pcm.ShouldAllBe(sample => sample == 0);
    }

    [Fact]
    public void Options_Defaults_AreThese()
    {
        var options = new LevelAuditorOptions();

        options.GapPacketsMax.ShouldBe(80);
        options.EarlyGapPacketsMax.ShouldBe(20);
        options.EarlyChecks.ShouldBe(4);
        options.TooLoudDb.ShouldBe(6);
        options.TooQuietDb.ShouldBe(12);
        Should.Throw<ValidationException>(() =>
            new LevelAuditor(decoders, new LevelAuditorOptions { TooLoudDb = 0 }, new Random(9)))
            .Message.ShouldBe("The field TooLoudDb must be between 1 and 60.");
    }

    private static byte Lie(string how, byte level, int index) => how switch
    {
        "always overload" => 0,
        "12 dB louder" => (byte)Math.Max(0, level - 12),
        "never anything" => AudioLevel.Silence,
        _ => index % 10 == 0 ? (byte)0 : level,
    };

    private static List<(byte[] Packet, byte Level)> Speak(float[] pcm, OpusEncoderOptions options)
    {
        pcm = pcm[..(pcm.Length / AudioFormat.FrameSamples * AudioFormat.FrameSamples)];
        var packets = CodecTests.Encode(pcm, options);
        return [.. packets.Select((packet, index) =>
            (packet, AudioLevel.Measure(pcm.AsSpan(index * AudioFormat.FrameSamples, AudioFormat.FrameSamples))))];
    }

    private LevelAuditor Audit(int seed) => new(decoders, new LevelAuditorOptions(), new Random(seed));
}
