namespace PennaPay.Billy.Core.Values;

/// <summary>Due dates from payment terms.</summary>
public static class DueDates
{
    /// <summary>The terms that the editor begins with; eight days is the usual Danish term.</summary>
    public const int DefaultDays = 8;

    /// <summary>So many days after the invoice.</summary>
    public static DateOnly Net(DateOnly issueDate, int days) => issueDate.AddDays(days);

    /// <summary>So many days after the end of the invoice's month: <i>løbende måned + days</i>.</summary>
    public static DateOnly EndOfMonth(DateOnly issueDate, int days) =>
        new DateOnly(issueDate.Year, issueDate.Month, DateTime.DaysInMonth(issueDate.Year, issueDate.Month)).AddDays(days);

    /// <summary>The days between the two dates: net terms.</summary>
    public static int NetDays(DateOnly issueDate, DateOnly dueDate) => dueDate.DayNumber - issueDate.DayNumber;
}
