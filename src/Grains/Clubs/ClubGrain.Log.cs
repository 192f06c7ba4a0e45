using Microsoft.Extensions.Logging;

namespace AudioRooms.Grains.Clubs;

internal sealed partial class ClubGrain
{
    [LoggerMessage(LogLevel.Error, "Club {ClubId}: the storage did not confirm version {Version}; the activation ends.")]
    private partial void LogSaveFailed(Exception exception, string clubId, long version);
}
