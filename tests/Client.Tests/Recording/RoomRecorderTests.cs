using AudioRooms.Audio;
using AudioRooms.Audio.Ogg;
using AudioRooms.Audio.Opus;
using AudioRooms.Audio.Pcm;
using AudioRooms.Client.Recording;
using AudioRooms.Testing;

namespace AudioRooms.Client.Tests.Recording;

public sealed class RoomRecorderTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("audiorooms-recorder-");
    private readonly ManualTime time = new();
    private readonly OpusEncoder encoder = new(new OpusEncoderOptions { UseDtx = false });

    public void Dispose()
    {
        encoder.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Finish_OneVoice_TheOpusFileHoldsItsPacketsUntouched()
    {
        var path = Path.Combine(folder.FullName, "one.opus");
        using var recorder = new RoomRecorder(path, time: time);

        var sent = Speak(recorder, source: 1, "ada", slots: 50);
        var summary = recorder.Finish();

        summary.Untouched.ShouldBeTrue();
        summary.Speakers.ShouldBe(["ada"]);
        PacketsOf(path).Where(packet => packet.Length > 2).ShouldBe(sent, new SameBytes());
        folder.GetFiles().ShouldHaveSingleItem();
    }

    [Fact]
    public void Finish_TwoVoices_TheOpusFileHoldsTheMix()
    {
        var path = Path.Combine(folder.FullName, "two.opus");
        using var recorder = new RoomRecorder(path, time: time);

        Speak(recorder, source: 1, "ada", slots: 25);
        Speak(recorder, source: 2, "bo", slots: 25);
        var summary = recorder.Finish();

        summary.Untouched.ShouldBeFalse();
        summary.Speakers.ShouldBe(["ada", "bo"]);

        // The codec delays its output, so one more packet is needed to get all samples.
        PacketsOf(path).Count.ShouldBe(51);
        DurationOf(path).ShouldBe(TimeSpan.FromSeconds(1));
        folder.GetFiles().ShouldHaveSingleItem();
    }

    [Fact]
    public void Finish_SpeakersFellSilentLongBefore_EveryFileLastsToTheEnd()
    {
        var one = Path.Combine(folder.FullName, "one.opus");
        var wav = Path.Combine(folder.FullName, "one.wav");
        using var opusRecorder = new RoomRecorder(one, Path.Combine(folder.FullName, "speakers"), time);
        using var wavRecorder = new RoomRecorder(wav, time: time);

        SpeakInto([opusRecorder, wavRecorder], source: 1, "ada", slots: 25);
        time.Advance(TimeSpan.FromSeconds(12.5));
        opusRecorder.Finish();
        wavRecorder.Finish();

        var expected = TimeSpan.FromSeconds(13);
        DurationOf(one).ShouldBe(expected);
        DurationOf(Path.Combine(folder.FullName, "speakers", "ada.opus")).ShouldBe(expected);
        WavOf(wav).Length.ShouldBe(13 * AudioFormat.SampleRateHz);
    }

    [Fact]
    public void Finish_MixOfTwoWhoFellSilent_LastsToTheEnd()
    {
        var path = Path.Combine(folder.FullName, "two.opus");
        using var recorder = new RoomRecorder(path, time: time);

        Speak(recorder, source: 1, "ada", slots: 25);
        Speak(recorder, source: 2, "bo", slots: 25);
        time.Advance(TimeSpan.FromSeconds(9));
        recorder.Finish();

        DurationOf(path).ShouldBe(TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(60)]
    public void Add_TimestampStoodStillWhileMuted_TheWavHasWhatFollowsAtItsTime(int mutedSeconds)
    {
        var path = Path.Combine(folder.FullName, "muted.wav");
        using var recorder = new RoomRecorder(path, time: time);

        Speak(recorder, source: 1, "ada", slots: 50);
        time.Advance(TimeSpan.FromSeconds(mutedSeconds));
        Speak(recorder, source: 1, "ada", slots: 100, firstSequence: 50, firstSlot: 50);
        var summary = recorder.Finish();

        summary.Lost.ShouldBe(0);
        var pcm = WavOf(path);
        var after = 50 + (mutedSeconds * AudioFormat.FramesPerSecond);
        pcm.Length.ShouldBe((after + 100) * AudioFormat.FrameSamples);
        Loudness(pcm, after + 20, after + 95).ShouldBeGreaterThan(0.15);
        Enumerable.Range(after + 20, 75).ShouldAllBe(slot => Loudness(pcm, slot, slot + 1) > 0.1);
    }

    [Fact]
    public void Flush_ProgramIsKilledAfterwards_TheFilesHaveAllButTheLastSecond()
    {
        var one = Path.Combine(folder.FullName, "one.opus");
        var wav = Path.Combine(folder.FullName, "one.wav");
        using var opusRecorder = new RoomRecorder(one, Path.Combine(folder.FullName, "speakers"), time);
        using var wavRecorder = new RoomRecorder(wav, time: time);

        SpeakInto([opusRecorder, wavRecorder], source: 1, "ada", slots: 500);
        opusRecorder.Flush();
        wavRecorder.Flush();

        // A killed program leaves the file as another program reads it now.
        (ReadUnfinished(one).Count * AudioFormat.FrameDuration).ShouldBeGreaterThan(TimeSpan.FromSeconds(9));
        (ReadUnfinished(Path.Combine(folder.FullName, "speakers", "ada.opus")).Count * AudioFormat.FrameDuration)
            .ShouldBeGreaterThan(TimeSpan.FromSeconds(9));
        new FileInfo(wav).Length.ShouldBeGreaterThan(9 * 2 * AudioFormat.SampleRateHz);
    }

    [Fact]
    public void Flush_TwoVoicesAndThenKilled_TheFileUnderItsOwnNameHasTheMix()
    {
        var path = Path.Combine(folder.FullName, "two.opus");
        using var recorder = new RoomRecorder(path, time: time);

        Speak(recorder, source: 1, "ada", slots: 250);
        Speak(recorder, source: 2, "bo", slots: 250);
        recorder.Flush();

        (ReadUnfinished(path).Count * AudioFormat.FrameDuration).ShouldBeGreaterThan(TimeSpan.FromSeconds(9));
        folder.GetFiles().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Finish_AKilledRecorderLeftItsMixThere_NothingOfItStays(int voices)
    {
        var path = Path.Combine(folder.FullName, "again.opus");
        using (var killed = new RoomRecorder(path, time: time))
        {
            Speak(killed, source: 1, "ada", slots: 250);
            killed.Flush();
            foreach (var left in folder.GetFiles())
            {
                left.CopyTo(left.FullName + ".kept");
            }
        }

        foreach (var left in folder.GetFiles("*.kept"))
        {
            left.MoveTo(left.FullName[..^".kept".Length], overwrite: true);
        }

        folder.GetFiles().Select(file => file.Name).ShouldBe(["again.opus", "again.opus.mix"], ignoreOrder: true);
        using var recorder = new RoomRecorder(path, time: time);
        for (uint voice = 1; voice <= voices; voice++)
        {
            Speak(recorder, voice, $"voice{voice}", slots: 50);
        }

        time.Advance(TimeSpan.FromSeconds(1));
        recorder.Finish();

        folder.GetFiles().ShouldHaveSingleItem().Name.ShouldBe("again.opus");
        DurationOf(path).ShouldBe(TimeSpan.FromSeconds(1 + voices));
    }

    [Fact]
    public void Flush_NobodySpeaks_TheWavGrowsWithTheClock()
    {
        var path = Path.Combine(folder.FullName, "quiet.wav");
        using var recorder = new RoomRecorder(path, time: time);

        time.Advance(TimeSpan.FromSeconds(30));
        recorder.Flush();

        new FileInfo(path).Length.ShouldBe(44 + (27 * 2 * AudioFormat.SampleRateHz), "3 s may still come from a reconnect");
    }

    [Fact]
    public void Finish_PauseOfTwoSeconds_LastsTwoSecondsInTheWav()
    {
        var path = Path.Combine(folder.FullName, "pause.wav");
        using var recorder = new RoomRecorder(path, time: time);

        Speak(recorder, source: 1, "ada", slots: 25);
        time.Advance(TimeSpan.FromSeconds(2));
        Speak(recorder, source: 1, "ada", slots: 25, firstSequence: 25, firstSlot: 125);
        recorder.Finish();

        var pcm = WavOf(path);
        pcm.Length.ShouldBe(150 * AudioFormat.FrameSamples);
        Loudness(pcm, 5, 20).ShouldBeGreaterThan(0.05);
        Loudness(pcm, 40, 110).ShouldBeLessThan(0.001);
        Loudness(pcm, 130, 145).ShouldBeGreaterThan(0.05);
    }

    [Fact]
    public void Finish_NobodySpoke_TheWavIsSilenceOfThatLength()
    {
        var path = Path.Combine(folder.FullName, "silence.wav");
        using var recorder = new RoomRecorder(path, time: time);

        time.Advance(TimeSpan.FromSeconds(3));
        var summary = recorder.Finish();

        summary.Speakers.ShouldBeEmpty();
        WavOf(path).Length.ShouldBe(3 * AudioFormat.SampleRateHz);
    }

    [Fact]
    public void Add_PacketsLost_AreCountedAndFilledIn()
    {
        var path = Path.Combine(folder.FullName, "loss.wav");
        using var recorder = new RoomRecorder(path, time: time);

        Speak(recorder, source: 1, "ada", slots: 25);
        time.Advance(3 * AudioFormat.FrameDuration);
        Speak(recorder, source: 1, "ada", slots: 25, firstSequence: 28, firstSlot: 28);
        var summary = recorder.Finish();

        summary.Lost.ShouldBe(3);
        summary.Concealed.ShouldBe(3);
        Loudness(WavOf(path), 25, 26).ShouldBeGreaterThan(0.01, "the first lost packet is concealed by what was heard before");
    }

    [Fact]
    public void Add_PerSpeaker_WritesOneUntouchedFilePerHandle()
    {
        using var recorder = new RoomRecorder(path: null, Path.Combine(folder.FullName, "speakers"), time);

        var ada = Speak(recorder, source: 1, "ada", slots: 10);
        var bo = Speak(recorder, source: 2, "bo", slots: 10);
        recorder.Finish();

        PacketsOf(Path.Combine(folder.FullName, "speakers", "ada.opus")).Where(packet => packet.Length > 2).ShouldBe(
            ada, new SameBytes());
        PacketsOf(Path.Combine(folder.FullName, "speakers", "bo.opus")).Where(packet => packet.Length > 2).ShouldBe(
            bo, new SameBytes());
    }

    [Fact]
    public void Add_HandleThatIsAPath_StaysInTheFolder()
    {
        using var recorder = new RoomRecorder(path: null, Path.Combine(folder.FullName, "speakers"), time);

        Speak(recorder, source: 3, "../../ada", slots: 2);
        recorder.Finish();

        folder.GetFiles("*", SearchOption.AllDirectories).ShouldHaveSingleItem().Name.ShouldBe("source-3.opus");
    }

    [Fact]
    public void Constructor_AnotherEnding_IsRefused() =>
        Should.Throw<ArgumentException>(() => new RoomRecorder(Path.Combine(folder.FullName, "sound.mp3"), time: time));

    /// <summary>Sends a tone to the recorder: a packet every 20 ms of the clock.</summary>
    private List<byte[]> Speak(
        RoomRecorder recorder, uint source, string handle, int slots, int firstSequence = 0, int firstSlot = 0) =>
        SpeakInto([recorder], source, handle, slots, firstSequence, firstSlot);

    private List<byte[]> SpeakInto(
        RoomRecorder[] recorders, uint source, string handle, int slots, int firstSequence = 0, int firstSlot = 0)
    {
        var sent = new List<byte[]>();
        var pcm = new float[AudioFormat.FrameSamples];
        var packet = new byte[LivePacketRules.MaxPacketBytes];
        for (var slot = 0; slot < slots; slot++)
        {
            for (var i = 0; i < pcm.Length; i++)
            {
                pcm[i] = 0.3f * MathF.Sin(((slot * pcm.Length) + i) * 2 * MathF.PI * 220 / AudioFormat.SampleRateHz);
            }

            var opus = packet.AsSpan(0, encoder.Encode(pcm, packet)).ToArray();
            sent.Add(opus);
            foreach (var recorder in recorders)
            {
                recorder.Add(new HeardPacket(
                    0, new Voice(source, handle, handle, handle, Muted: false), source, (ushort)(firstSequence + slot),
                    (uint)((firstSlot + slot) * AudioFormat.FrameSamples), 20, opus, 0, time.GetTimestamp()));
            }

            time.Advance(AudioFormat.FrameDuration);
        }

        return sent;
    }

    private static List<byte[]> PacketsOf(string path)
    {
        using var stream = File.OpenRead(path);
        OggOpusReader.TryOpen(stream, out var reader, out _).ShouldBeTrue();
        var list = new List<byte[]>();
        while (reader!.TryReadPacket(out var packet))
        {
            list.Add(packet.ToArray());
        }

        reader.Error.ShouldBe(OggError.None);
        return list;
    }

    /// <summary>Playing time of the file.</summary>
    private static TimeSpan DurationOf(string path)
    {
        using var stream = File.OpenRead(path);
        OggOpusReader.TryOpen(stream, out var reader, out _).ShouldBeTrue();
        while (reader!.TryReadPacket(out _))
        {
        }

        reader.Error.ShouldBe(OggError.None);
        return (reader.GranulePosition - reader.Header.PreSkipSamples) / (double)AudioFormat.SampleRateHz
            * TimeSpan.FromSeconds(1);
    }

    private static List<byte[]> ReadUnfinished(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        OggOpusReader.TryOpen(stream, out var reader, out _).ShouldBeTrue();
        var list = new List<byte[]>();
        while (reader!.TryReadPacket(out var packet))
        {
            list.Add(packet.ToArray());
        }

        reader.Error.ShouldBe(OggError.MissingEnd);
        return list;
    }

    private static float[] WavOf(string path)
    {
        using var stream = File.OpenRead(path);
        WavReader.TryReadMono48k(stream, TimeSpan.FromMinutes(2), out var pcm, out _).ShouldBeTrue();
        return pcm;
    }

    private static double Loudness(float[] pcm, int fromSlot, int toSlot) =>
        Math.Sqrt(pcm[(fromSlot * AudioFormat.FrameSamples)..(toSlot * AudioFormat.FrameSamples)].Average(
            sample => (double)sample * sample));

    private sealed class SameBytes : IEqualityComparer<byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => obj.Length;
    }
}
