using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PixelHub.Core.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Engine : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "RetentionDays",
                table: "experiments",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.Sql(SqlText.Load("Engine"));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new NotSupportedException("An older version would count every known person anew. Restore a backup instead.");
    }
}
