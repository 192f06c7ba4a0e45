using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Safety;

/// <summary>How reports, cases and the audit log name their subjects.</summary>
public static class SubjectNames
{
    /// <summary>A person: <c>user/ID</c>.</summary>
    public static string Of(UserId user) => $"user/{user.Value}";

    /// <summary>A room: <c>room/ID</c>.</summary>
    public static string Of(RoomId room) => $"room/{room.Value}";

    /// <summary>A case of reports: <c>case/ID</c>.</summary>
    public static string OfCase(string caseId) => $"case/{caseId}";
}
