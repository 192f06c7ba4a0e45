namespace AudioRooms.Streaming.Tests;

/// <summary>Publishes notes.</summary>
[Alias("AudioRooms.Streaming.Tests.ISpeakingGrain")]
public interface ISpeakingGrain : IGrainWithStringKey
{
    /// <summary>Numbers from <paramref name="first"/> on, each awaited.</summary>
    [Alias("Say")]
    Task SayAsync(string room, int first, int count);
}
