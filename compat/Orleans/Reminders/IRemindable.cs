namespace Orleans;

/// <summary>A grain that can be reminded.</summary>
public interface IRemindable : IGrain
{
    Task ReceiveReminder(string reminderName, TickStatus status);
}
