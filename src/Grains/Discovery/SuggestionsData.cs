using System.Text.Json.Nodes;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Storage;

namespace AudioRooms.Grains.Discovery;

/// <summary>The suggestions that a user has dismissed.</summary>
internal sealed class SuggestionsData(SuggestionTables suggestions) : IPersonalData
{
    public string Subject => "dismissedSuggestions";

    public async Task<JsonNode> ExportAsync(UserId user) =>
        new JsonArray([.. (await suggestions.ListDismissedAsync(user)).Select(handle => JsonValue.Create(handle))]);

    public Task EraseAsync(UserId user) => suggestions.ForgetAsync(user);
}
