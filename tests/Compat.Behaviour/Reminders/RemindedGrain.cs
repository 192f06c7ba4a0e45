using System.Threading.Channels;

namespace AudioRooms.Compat.Behaviour.Reminders;

public interface IRemindedGrain : IGrainWithStringKey
{
    Task Register(string name, TimeSpan dueTime, TimeSpan period);

    Task Unregister(string name);

    Task<string?> Find(string name);

    Task<List<string>> FindAll();

    /// <summary>The next tick of this reminder fails.</summary>
    Task FailOnce();
}

public sealed class RemindedGrain(ReminderProbe probe) : Grain, IRemindedGrain, IRemindable
{
    private bool fails;

    public Task Register(string name, TimeSpan dueTime, TimeSpan period) => this.RegisterOrUpdateReminder(name, dueTime, period);

    public async Task Unregister(string name) =>
        await this.UnregisterReminder(await this.GetReminder(name) ?? throw new InvalidOperationException($"No reminder {name}."));

    public async Task<string?> Find(string name) => (await this.GetReminder(name))?.ReminderName;

    public async Task<List<string>> FindAll() => [.. (await this.GetReminders()).Select(reminder => reminder.ReminderName)];

    public Task FailOnce()
    {
        fails = true;
        return Task.CompletedTask;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        probe.Ticks.Writer.TryWrite(new ReminderTick(this.GetPrimaryKeyString(), reminderName, status));
        if (fails)
        {
            fails = false;
            throw new InvalidOperationException("as asked");
        }

        return Task.CompletedTask;
    }
}

/// <summary>The ticks that grains got, in order.</summary>
public sealed class ReminderProbe
{
    public Channel<ReminderTick> Ticks { get; } = Channel.CreateUnbounded<ReminderTick>();

    public async Task<ReminderTick> NextAsync() => await Ticks.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));
}

public sealed record ReminderTick(string Grain, string Name, TickStatus Status);
