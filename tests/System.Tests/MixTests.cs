using System.Collections.Concurrent;
using AudioRooms.Audio;
using AudioRooms.Audio.Opus;
using AudioRooms.Audio.Pcm;
using AudioRooms.Client;
using AudioRooms.Testing;
using AudioRooms.Wire.V1;

namespace AudioRooms.System.Tests;

/// <summary>Two people speak tones at once, so that a measurement shows whose sound the others hear.</summary>
public sealed class MixTests : RunsAlone
{
    private const double AnnasTone = 300;
    private const double BensTone = 700;
    private const int Frames = 6 * AudioFormat.FramesPerSecond;

    /// <summary>
    /// Amplitude from which a voice counts as heard, even if a busy machine concealed much of it; and below which it does not,
    /// apart from codec noise.
    /// </summary>
    private const double Heard = 0.05;
    private const double NotHeard = 0.005;

    private readonly ConcurrentQueue<HeardPacket> heardByAnna = new();

    [Fact]
    public async Task Listen_Mix_HearsBothInOneFileAndASpeakerHearsTheOtherAlone()
    {
        await using var server = await Server.StartAsync();
        await using var host = await server.ClientOfAsync("host");
        var roomId = (await host.Rooms.CreateAsync(new CreateRoomRequest { Title = "Mixed", Language = "en" })).RoomId;
        using var user = new CommandLine(server.Grpc);
        var file = Path.Combine(user.Home, "room.wav");
        await using var annasClient = await server.ClientOfAsync("anna");
        await using var bensClient = await server.ClientOfAsync("ben");
        await using var anna = await annasClient.JoinAsync(
            roomId, new RoomConnectionOptions { Sound = Sound.Mix, OnPacket = (_, packet) => heardByAnna.Enqueue(packet) });
        await using var ben = await bensClient.JoinAsync(roomId, new RoomConnectionOptions { OnPacket = static (_, _) => { } });
        await Speaker.TakeStageAsync(anna);
        await Speaker.TakeStageAsync(ben);
        await using var recording = user.Start("listen", "--room", roomId, "--mix", "--out", file, "--json");
        await recording.WaitForJoinedAsync();

        await Task.WhenAll(new Microphone(anna).SpeakAsync(ToneOf(AnnasTone)), new Microphone(ben).SpeakAsync(ToneOf(BensTone)));

        recording.Interrupt();
        (await recording.WaitForExitAsync(TimeSpan.FromSeconds(20))).ShouldBe(0, $"{recording.Output}\n{recording.Errors}");
        recording.Output.ShouldContain("\"mixed\":true", Case.Insensitive);
        var recorded = ReadWav(file);
        LoudestSecond(recorded, AnnasTone).ShouldBeGreaterThan(Heard);
        LoudestSecond(recorded, BensTone).ShouldBeGreaterThan(Heard);

        anna.Sound.ShouldBe(Sound.Mix);
        heardByAnna.ShouldAllBe(packet => packet.Source == HeardPacket.MixSource);
        var annaHeard = Decoded.Packets(heardByAnna.Where(packet => packet.Opus.Length > 2).Select(packet => packet.Opus));
        LoudestSecond(annaHeard, BensTone).ShouldBeGreaterThan(Heard);
        LoudestSecond(annaHeard, AnnasTone).ShouldBeLessThan(NotHeard);
        server.ShouldHaveCleanLog();
    }

    private static List<SpokenFrame> ToneOf(double hertz)
    {
        using var encoder = new OpusEncoder(new OpusEncoderOptions { BitrateBitsPerSecond = 64_000, UseDtx = false });
        var pcm = new float[AudioFormat.FrameSamples];
        var packet = new byte[LivePacketRules.MaxPacketBytes];
        var frames = new List<SpokenFrame>();
        for (var frame = 0; frame < Frames; frame++)
        {
            for (var index = 0; index < pcm.Length; index++)
            {
                pcm[index] =
                    (float)(0.3 * Math.Sin(2 * Math.PI * hertz * ((frame * pcm.Length) + index) / AudioFormat.SampleRateHz));
            }

            frames.Add(new SpokenFrame(packet.AsSpan(0, encoder.Encode(pcm, packet)).ToArray(), Level: 14));
        }

        return frames;
    }

    private static float[] ReadWav(string path)
    {
        using var stream = File.OpenRead(path);
        WavReader.TryReadMono48k(stream, TimeSpan.FromMinutes(10), out var pcm, out var error).ShouldBeTrue($"{error}");
        return pcm;
    }

    private static double LoudestSecond(float[] pcm, double hertz)
    {
        var loudest = 0.0;
        for (var second = 0; second + AudioFormat.SampleRateHz <= pcm.Length; second += AudioFormat.SampleRateHz)
        {
            loudest = Math.Max(loudest, Goertzel.AmplitudeAt(pcm.AsSpan(second, AudioFormat.SampleRateHz), hertz));
        }

        return loudest;
    }
}
