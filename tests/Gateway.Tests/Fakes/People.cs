using AudioRooms.Contracts;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Gateway.Tests.Fakes;

/// <summary>Users for tests.</summary>
internal static class People
{
    public static Person Ada { get; } = new(new UserId(Identifiers.NewId()), "ada", "Ada");

    public static Person Ben { get; } = new(new UserId(Identifiers.NewId()), "ben", "Ben");
}

/// <summary>Stages for tests.</summary>
internal static class Stages
{
    public static StageView With(long epoch, params (Person Person, uint Source, bool Muted)[] members) =>
        new(epoch, [.. members.Select(member => new StageMember(member.Person, member.Source, member.Muted))]);
}
