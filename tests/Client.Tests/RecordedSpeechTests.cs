using AudioRooms.Audio;
using AudioRooms.Audio.Ogg;
using AudioRooms.Audio.Opus;
using AudioRooms.Audio.Pcm;

namespace AudioRooms.Client.Tests;

public sealed class RecordedSpeechTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("audiorooms-speech-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Load_Wav_GivesOneFramePerTwentyMilliseconds()
    {
        var path = Path.Combine(folder.FullName, "tone.wav");
        using (var wav = new WavWriter(File.Create(path), sampleRateHz: 16_000))
        {
            wav.Write([.. Enumerable.Range(0, 16_000).Select(i => 0.3f * MathF.Sin(i * 0.1f))]);
        }

        var speech = RecordedSpeech.Load(path);

        speech.Duration.ShouldBe(TimeSpan.FromSeconds(1));
        speech.IsUntouched.ShouldBeFalse();
        speech.Frames().Count().ShouldBe(50);
        speech.Frames().Skip(5).First().Level.ShouldBeInRange((byte)8, (byte)20);
    }

    [Fact]
    public void Frames_AdviceChangesWhileSpeaking_PacketsCarryFecFromThenOn()
    {
        var path = Path.Combine(folder.FullName, "voice.wav");
        using (var wav = new WavWriter(File.Create(path)))
        {
            wav.Write(Buzz(3 * 48_000));
        }

        var advice = EncoderAdvice.None;
        var withFec = new List<bool>();
        foreach (var frame in RecordedSpeech.Load(path).Frames(advice: () => advice))
        {
            OpusPacket.TryParse(frame.Opus.Span, out var packet, out _).ShouldBeTrue();
            withFec.Add(packet.HasFec);
            advice = withFec.Count >= 75 ? new EncoderAdvice(UseFec: true, ExpectedLossPercent: 10) : EncoderAdvice.None;
        }

        withFec.Take(75).ShouldAllBe(carries => !carries);
        withFec.Skip(80).Count(carries => carries).ShouldBeGreaterThan(35, "the encoder leaves it out where the voice is faint");
    }

    [Fact]
    public void Frames_TenSecondsOfSilence_AreAFewPacketsOfComfortNoise()
    {
        var path = Path.Combine(folder.FullName, "silence.wav");
        using (var wav = new WavWriter(File.Create(path)))
        {
            wav.Write(new float[11 * 48_000]);
        }

        var sent = RecordedSpeech.Load(path).Frames().Skip(50).Count(frame => !frame.Opus.IsEmpty);

        sent.ShouldBeLessThanOrEqualTo(30);
    }

    [Fact]
    public void Frames_Loop_BeginsAgain()
    {
        var path = Path.Combine(folder.FullName, "tone.wav");
        using (var wav = new WavWriter(File.Create(path)))
        {
            wav.Write(new float[960 * 3]);
        }

        RecordedSpeech.Load(path).Frames(loop: true).Take(10).Count().ShouldBe(10);
    }

    [Theory]
    [InlineData("noise.wav")]
    [InlineData("noise.opus")]
    [InlineData("noise.mp3")]
    public void Load_NotASoundFile_SaysSoInOneSentence(string name)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllBytes(path, [1, 2, 3, 4]);

        Should.Throw<InvalidDataException>(() => RecordedSpeech.Load(path)).Message.ShouldContain(name);
    }

    [Theory]
    [InlineData("noise.wav", "neither an Ogg Opus file nor a WAV file")]
    [InlineData("adpcm.wav", "compressed")]
    public void Load_FileOfAnotherKind_SaysWhatItIsWithoutNamesOfTheCode(string name, string expected)
    {
        var path = Path.Combine(folder.FullName, name);
        byte[] wav =
        [
            .. "RIFF"u8, 0, 0, 0, 0, .. "WAVEfmt "u8, 16, 0, 0, 0, 2, 0, 1, 0, 0x80, 0xBB, 0, 0, 0, 0, 0, 0, 0, 1, 4, 0,
        ];
        File.WriteAllBytes(path, name switch
        {
            "adpcm.wav" => wav,
            _ => [1, 2, 3, 4],
        });

        var message = Should.Throw<InvalidDataException>(() => RecordedSpeech.Load(path)).Message;

        message.ShouldContain(expected);
        message.ShouldNotContain("Error");
        message.ShouldNotContain("Unsupported");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Load_HeaderWithAGain_TheSoundArrivesSofterByIt(int framesPerPacket)
    {
        var plain = WriteOpus("plain.opus", framesPerPacket, OggOpusHeader.Speech);
        var softer = WriteOpus("softer.opus", framesPerPacket, OggOpusHeader.Speech with { OutputGainQ8 = -20 * 256 });

        var difference = 20 * Math.Log10(Loudness(RecordedSpeech.Load(softer)) / Loudness(RecordedSpeech.Load(plain)));

        difference.ShouldBe(-20, 1);
        RecordedSpeech.Load(softer).IsUntouched.ShouldBeFalse("the gain has to be applied");
        RecordedSpeech.Load(plain).IsUntouched.ShouldBe(framesPerPacket == 1);
    }

    [Fact]
    public void Load_TwoFilesJoined_SpeaksBoth()
    {
        var one = WriteOpus("one.opus", 1, OggOpusHeader.Speech);
        var joined = Path.Combine(folder.FullName, "joined.opus");
        byte[] bytes = File.ReadAllBytes(one);
        File.WriteAllBytes(joined, [.. bytes, .. bytes]);

        var speech = RecordedSpeech.Load(joined);

        // 99 packets less the pre-skip of 312 samples, twice.
        speech.Duration.ShouldBe(198 * AudioFormat.FrameDuration);
        speech.Frames().Count().ShouldBe(198);
        speech.IsComplete.ShouldBeTrue();
        speech.Problem.ShouldBeNull();
        var levels = speech.Frames().Select(frame => frame.Level).ToList();
        levels.Skip(5).Take(90).ShouldAllBe(level => level < 30);
        levels.Skip(105).Take(90).ShouldAllBe(level => level < 30);
    }

    [Fact]
    public void Load_OneByteChangedInTheMiddle_SpeaksTheRestAtItsTimeAndSaysWhatIsMissing()
    {
        var path = WriteOpus("damaged.opus", 1, OggOpusHeader.Speech);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);

        var speech = RecordedSpeech.Load(path);

        speech.Duration.ShouldBe(99 * AudioFormat.FrameDuration);
        speech.IsComplete.ShouldBeTrue();
        speech.Problem.ShouldNotBeNull().ShouldContain("0.50 s of it are silent");
        speech.Frames().Count(frame => frame.Opus.IsEmpty).ShouldBe(25);
    }

    [Fact]
    public void Load_FileCutShort_SpeaksWhatIsThereAndIsNotComplete()
    {
        var path = WriteOpus("cut.opus", 1, OggOpusHeader.Speech);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^100]);

        var speech = RecordedSpeech.Load(path);

        speech.Frames().Count().ShouldBe(75);
        speech.IsComplete.ShouldBeFalse();
        speech.Problem.ShouldNotBeNull().ShouldContain("ends in the middle");
    }

    [Fact]
    public void Load_FileOfACrashedRecorder_IsSpokenWholeAndMentioned()
    {
        var path = Path.Combine(folder.FullName, "crashed.opus");
        using (var stream = File.Create(path))
        {
            var writer = new OggOpusWriter(stream, OggOpusHeader.Speech, OggOpusTags.Empty, leaveOpen: true);
            writer.WriteGap(10 * 960);
            writer.Flush();
        }

        var speech = RecordedSpeech.Load(path);

        speech.IsComplete.ShouldBeTrue();
        speech.Problem.ShouldNotBeNull().ShouldContain("no end mark");
    }

    [Fact]
    public void Load_SteadyToneInAWav_EveryPacketIsSent()
    {
        var path = WriteTone("tone.wav", seconds: 10);

        RecordedSpeech.Load(path).Frames().Count(frame => frame.Opus.IsEmpty).ShouldBe(0);
    }

    [Fact]
    public void Load_Music_IsEncodedAsMusicWithoutPausesWhateverTheAdvice()
    {
        var path = WriteTone("tone.wav", seconds: 2);

        var frames = RecordedSpeech.Load(path, OpusContent.Music)
            .Frames(advice: () => new EncoderAdvice(UseFec: true, ExpectedLossPercent: 20)).ToList();

        frames.Count.ShouldBe(100);
        frames.Skip(10).Select(frame => new OpusToc(frame.Opus.Span[0]).Mode).ShouldAllBe(mode => mode == OpusCodingMode.Celt);
    }

    private string WriteTone(string name, int seconds)
    {
        var path = Path.Combine(folder.FullName, name);
        using var wav = new WavWriter(File.Create(path));
        wav.Write([.. Enumerable.Range(0, seconds * 48_000).Select(i => 0.25f * MathF.Sin(i * 2 * MathF.PI * 440 / 48_000))]);
        return path;
    }

    /// <summary>A tone of 99 frames of 20 ms, with one or more frames in each packet.</summary>
    private string WriteOpus(string name, int framesPerPacket, OggOpusHeader header)
    {
        var path = Path.Combine(folder.FullName, name);
        using var encoder = new OpusEncoder(new OpusEncoderOptions { UseDtx = false, BitrateBitsPerSecond = 64_000 });
        using var writer = new OggOpusWriter(File.Create(path), header, OggOpusTags.Empty);
        var pcm = new float[AudioFormat.FrameSamples];
        var packet = new byte[LivePacketRules.MaxPacketBytes];
        for (var frame = 0; frame < 99; frame += framesPerPacket)
        {
            List<byte[]> bodies = [];
            byte toc = 0;
            for (var part = 0; part < framesPerPacket; part++)
            {
                for (var i = 0; i < pcm.Length; i++)
                {
                    pcm[i] = 0.2f * MathF.Sin((((frame + part) * pcm.Length) + i) * 2 * MathF.PI * 440 / 48_000);
                }

                var bytes = encoder.Encode(pcm, packet);
                toc = packet[0];
                bodies.Add(packet[1..bytes]);
            }

            writer.TryWritePacket(Join(toc, bodies), out var error).ShouldBeTrue($"{error}");
        }

        return path;
    }

    /// <summary>Several frames of one kind as a counted packet with lengths (RFC 6716 §3.2.5).</summary>
    private static byte[] Join(byte toc, List<byte[]> bodies)
    {
        if (bodies.Count == 1)
        {
            return [toc, .. bodies[0]];
        }

        List<byte> packet = [(byte)(toc | 3), (byte)(0x80 | bodies.Count)];
        foreach (var body in bodies.SkipLast(1))
        {
            if (body.Length < 252)
            {
                packet.Add((byte)body.Length);
            }
            else
            {
                packet.AddRange([(byte)(252 + (body.Length & 3)), (byte)((body.Length - 252 - (body.Length & 3)) / 4)]);
            }
        }

        foreach (var body in bodies)
        {
            packet.AddRange(body);
        }

        return [.. packet];
    }

    /// <summary>Loudness of the decoded speech.</summary>
    private static double Loudness(RecordedSpeech speech)
    {
        using var decoder = new OpusDecoder();
        var pcm = new float[OpusPacket.MaxSamples];
        var sum = 0.0;
        foreach (var frame in speech.Frames().Skip(10).Take(80))
        {
            decoder.TryDecode(frame.Opus.Span, pcm, out var samples).ShouldBeTrue();
            sum += pcm.Take(samples).Sum(sample => (double)sample * sample);
        }

        return Math.Sqrt(sum);
    }

    // A voice without pauses: harmonics of a gliding pitch, in syllables.
    private static float[] Buzz(int samples)
    {
        var pcm = new float[samples];
        var phase = 0.0;
        for (var index = 0; index < samples; index++)
        {
            var seconds = index / 48_000.0;
            phase += 2 * Math.PI * (130 + (20 * Math.Sin(2 * Math.PI * 0.7 * seconds))) / 48_000;
            for (var harmonic = 1; harmonic <= 12; harmonic++)
            {
                pcm[index] +=
                    (float)(0.2 * Math.Sin(harmonic * phase) / harmonic * (0.6 + (0.4 * Math.Sin(2 * Math.PI * 3 * seconds))));
            }
        }

        return pcm;
    }
}
