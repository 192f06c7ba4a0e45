namespace AudioRooms.Domain.Users;

/// <summary>Who may sign up. The operator chooses.</summary>
public enum SignUpPolicy
{
    /// <summary>Everybody.</summary>
    Open = 1,

    /// <summary>People with an invitation of a member or the operator.</summary>
    Invitation = 2,
}
