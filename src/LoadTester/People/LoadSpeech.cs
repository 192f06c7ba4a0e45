using AudioRooms.Client;

namespace AudioRooms.LoadTester.People;

/// <summary>What simulated speakers say: recorded speech that is part of the program, about 24 kb/s.</summary>
internal static class LoadSpeech
{
    private const string Resource = "AudioRooms.LoadTester.speech.opus";

    /// <summary>Packets of 20 ms without pauses, because the test decides how much silence there is.</summary>
    public static IReadOnlyList<SpokenFrame> Packets()
    {
        using var stream = typeof(LoadSpeech).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"This program was built without {Resource}.");
        return [.. RecordedSpeech.LoadOpus(stream, Resource).Frames().Where(frame => !frame.Opus.IsEmpty)];
    }
}
