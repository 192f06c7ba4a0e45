namespace AudioRooms.Streaming.Tests;

/// <summary>An immutable item.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.Streaming.Tests.Note")]
public sealed record Note([property: Id(0)] int Number);

/// <summary>An item that its owner may change after publishing it.</summary>
[GenerateSerializer, Alias("AudioRooms.Streaming.Tests.Draft")]
public sealed class Draft
{
    [Id(0)]
    public string Text { get; set; } = "";
}
