import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.manager
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('seats', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Contractor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('name', models.CharField(max_length=120)),
                ('email', models.EmailField(max_length=254)),
                ('rate_minor', models.PositiveIntegerField(null=True)),
                ('currency', models.CharField(blank=True, max_length=3)),
                ('link', models.CharField(blank=True, max_length=300)),
                ('note', models.TextField(blank=True)),
                ('created_at', models.DateTimeField()),
                ('archived_at', models.DateTimeField(null=True)),
                ('functions', models.ManyToManyField(related_name='+', to='seats.function')),
                ('member', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='seats.member')),
                ('workspace', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='seats.workspace')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'unscoped',
                'default_manager_name': 'unscoped',
                'constraints': [models.UniqueConstraint(fields=('workspace', 'number'), name='one_contractor_by_number'), models.UniqueConstraint(models.F('workspace'), django.db.models.functions.text.Lower('email'), name='one_contractor_by_address')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
    ]
