using System.Text.Json.Nodes;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Storage;

namespace AudioRooms.Grains.Tests.Cluster;

/// <summary>A store of personal data that can fail.</summary>
internal sealed class FaultyData : IPersonalData
{
    public string Subject => "elsewhere";

    public bool IsBroken { get; set; }

    public List<UserId> Erased { get; } = [];

    public void Reset()
    {
        IsBroken = false;
        Erased.Clear();
    }

    public Task<JsonNode> ExportAsync(UserId user) => Task.FromResult<JsonNode>(new JsonObject { ["of"] = user.Value });

    public Task EraseAsync(UserId user)
    {
        if (IsBroken)
        {
            throw new IOException("The disk is full.");
        }

        Erased.Add(user);
        return Task.CompletedTask;
    }
}
