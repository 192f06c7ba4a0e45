namespace AudioRooms.LoadTester.Lean;

/// <summary>One attempt of a <see cref="LeanPerson"/> to join a room, from its Join to its end.</summary>
internal sealed class LeanCall(LeanPerson person) : ILeanReceiver
{
    private readonly TaskCompletionSource<LeanEnding?> answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<LeanEnding> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The connection that carries the call.</summary>
    public required LeanLink Link { get; init; }

    /// <summary>The channel to send on; null until it is open.</summary>
    public ILeanChannel? Channel { get; set; }

    /// <summary>The answer to the Join: null if it succeeded, otherwise the reason.</summary>
    public Task<LeanEnding?> Answered => answered.Task;

    public Task<LeanEnding> Ended => ended.Task;

    /// <summary>True while the person is in the room through this call.</summary>
    public bool IsIn => answered.Task is { IsCompletedSuccessfully: true, Result: null } && !ended.Task.IsCompleted;

    public void Answer(LeanEnding? refusal) => answered.TrySetResult(refusal);

    public void OnMessage(ReadOnlySpan<byte> message, long receivedAt) => person.OnMessage(this, message, receivedAt);

    public void OnEnded(LeanEnding ending)
    {
        answered.TrySetResult(ending);
        ended.TrySetResult(ending);
    }
}
