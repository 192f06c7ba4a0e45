namespace AudioRooms.Streaming.Tests;

/// <summary>Publishes notes.</summary>
[Alias("AudioRooms.Streaming.Tests.ISpeakingGrain")]
public interface ISpeakingGrain : IGrainWithStringKey
{
    /// <summary>Publishes <paramref name="count"/> numbers from <paramref name="first"/> on, and awaits each.</summary>
    [Alias("Speak")]
    Task SpeakAsync(string room, int first, int count);
}
