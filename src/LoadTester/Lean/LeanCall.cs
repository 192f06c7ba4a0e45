namespace AudioRooms.LoadTester.Lean;

/// <summary>One attempt of a <see cref="LeanPerson"/> to be in the room, from its Join to its end.</summary>
internal sealed class LeanCall(LeanPerson person) : ILeanReceiver
{
    private readonly TaskCompletionSource<LeanEnding?> answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<LeanEnding> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The connection that carries it.</summary>
    public required LeanLink Link { get; init; }

    /// <summary>Where to send; null before it is open.</summary>
    public ILeanChannel? Channel { get; set; }

    /// <summary>The answer to Join: null if one is in, else why not.</summary>
    public Task<LeanEnding?> Answered => answered.Task;

    public Task<LeanEnding> Ended => ended.Task;

    /// <summary>Whether one is in the room through it.</summary>
    public bool IsIn => answered.Task is { IsCompletedSuccessfully: true, Result: null } && !ended.Task.IsCompleted;

    public void Answer(LeanEnding? refusal) => answered.TrySetResult(refusal);

    public void OnMessage(ReadOnlySpan<byte> message, long receivedAt) => person.OnMessage(this, message, receivedAt);

    public void OnEnded(LeanEnding ending)
    {
        answered.TrySetResult(ending);
        ended.TrySetResult(ending);
    }
}
