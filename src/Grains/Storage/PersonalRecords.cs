using System.Text.Json.Nodes;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Grains.Storage;

/// <summary>All stored data about people, by subject.</summary>
internal sealed class PersonalRecords(IEnumerable<IPersonalData> subjects)
{
    /// <summary>Adds a member for each subject to an export.</summary>
    public async Task ExportAsync(UserId user, JsonObject export)
    {
        foreach (var subject in subjects)
        {
            export[subject.Subject] = await subject.ExportAsync(user);
        }
    }

    /// <summary>Erases every subject in turn. After a failure the rest is left for the next attempt.</summary>
    public async Task EraseAsync(UserId user)
    {
        foreach (var subject in subjects)
        {
            await subject.EraseAsync(user);
        }
    }
}
